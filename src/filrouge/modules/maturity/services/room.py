"""Answering in the same room: one address on the wall, where each chooses their name and answers alone."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.identifiers.spoken import free_code
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.maturity import policy
from filrouge.modules.maturity.models import Assessment
from filrouge.modules.maturity.services.status import lock


@transaction.atomic
def open_room(assessment: Assessment, *, by: Membership) -> Assessment:
    """Give a code that is good until the evening. One that is open today keeps its own."""
    require(by, policy.KEEP)
    assessment, today = lock(assessment), timezone.localdate()
    if not assessment.takes_answers_on(today):
        raise ValidationError("Ce tour ne prend plus de réponses : donnez-lui d’abord une date à venir.", code="closed")
    if assessment.has_room_on(today):
        return assessment
    taken = set(Assessment.objects.exclude(room_code="").values_list("room_code", flat=True))
    assessment.room_code, assessment.room_on = free_code(taken), today
    assessment.save(update_fields=["room_code", "room_on"])
    timeline.record(assessment, "maturity.room_opened", by=by, title=assessment.title)
    return assessment


@transaction.atomic
def close_room(assessment: Assessment, *, by: Membership) -> Assessment:
    """The address on the wall opens nothing any more; personal links go on."""
    require(by, policy.KEEP)
    assessment = lock(assessment)
    if assessment.room_code:
        assessment.room_code = ""
        assessment.save(update_fields=["room_code"])
        timeline.record(assessment, "maturity.room_closed", by=by, title=assessment.title)
    return assessment
