"""Asking those nobody marked whether they were there, once."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import notifications, policy, queries
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.services.status import lock


@transaction.atomic
def ask_who_was_there(meeting: Meeting, *, by: Membership) -> int:
    """Write to who is absent or unmarked and was not asked yet. Returns how many messages leave."""
    require(by, policy.HOLD)
    meeting = lock(meeting)
    if meeting.status not in {MeetingStatus.HELD, MeetingStatus.REVIEW}:
        raise ValidationError(
            "On demande qui était là une fois la séance levée, et avant l’approbation du compte rendu.", code="not_held"
        )
    people = list(queries.to_ask_about_presence(meeting, purpose=notifications.PRESENCE))
    if not people:
        raise ValidationError(
            "Personne à qui demander : toutes les personnes absentes ont déjà été interrogées, ou n’ont pas d’adresse.",
            code="nobody",
        )
    notifications.send_presence_questions(meeting, people)
    timeline.record(meeting, "meetings.presence_asked", by=by, title=meeting.title, count=len(people))
    return len(people)
