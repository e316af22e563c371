from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.meetings.models import MeetingType
from filrouge.modules.meetings.services import record_held_meeting
from filrouge.modules.rcp import policy, queries
from filrouge.modules.rcp.models import Case
from filrouge.modules.rcp.services.cases import add_case, forget_case, forget_if_empty, noted_with

TITLE = "Concertation à deux"
UNDO = timedelta(minutes=1)


def note_concertation(
    *,
    by: Membership | Actor,
    people: Sequence[Person],
    category: str,
    theme: str,
    entry_key: UUID,
    ended_at: datetime | None = None,
    minutes: int | None = None,
    **details: Any,
) -> Case:
    """Note a concertation of two that just took place, and the situation examined. The same form twice is one."""
    already = noted_with(entry_key)
    if already is not None:
        return already
    if isinstance(by, Membership):
        require(by, policy.NOTE)
    if len({person.pk for person in people}) < 2:
        raise ValidationError(
            {"people": "Une concertation se tient au moins à deux : touchez l’autre personne."}, code="alone"
        )
    ended_at = ended_at or timezone.now().replace(second=0, microsecond=0)
    lasted = minutes or queries.method_of(ended_at.year).practice.integer("impromptu_minutes")
    try:
        with transaction.atomic():
            meeting = record_held_meeting(
                by=by,
                type=_rcp_type(),
                title=TITLE,
                starts_at=ended_at - timedelta(minutes=lasted),
                ends_at=ended_at,
                people=people,
            )
            return add_case(meeting, by=by, category=category, theme=theme, entry_key=entry_key, **details)
    except (IntegrityError, ValidationError):
        already = noted_with(entry_key)  # the other tap came first
        if already is None:
            raise
        return already


@transaction.atomic
def undo_concertation(case: Case, *, by: Membership | Actor) -> None:
    """Take back what was just noted: the situation and, when nothing else was noted there, the concertation."""
    if isinstance(by, Membership):
        require(by, policy.NOTE)
    case = Case.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=case.pk)
    if not case.meeting.impromptu or timezone.now() > undo_until(case):
        raise ValidationError(
            "La minute est passée : demandez à la coordination de retirer cette situation.", code="late"
        )
    forget_case(case, by=by)
    forget_if_empty(case.meeting, by=by)


def undo_until(case: Case) -> datetime:
    return case.created_at + UNDO


def _rcp_type() -> MeetingType:
    types = MeetingType.objects.filter(evidence_axis=queries.AXIS)
    found = types.filter(code="rcp").first() or types.filter(is_active=True).first()
    if found is None:
        raise ValidationError(
            "Votre équipe n’a pas de type de réunion « RCP » : demandez à la coordination de le créer.", code="no_type"
        )
    return found
