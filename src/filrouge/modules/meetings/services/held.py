from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.search import services as search
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.enums import DeclaredHow, MeetingStatus, Presence
from filrouge.modules.meetings.models import Meeting, MeetingType, Participant
from filrouge.modules.meetings.services.attendance import presence_minutes
from filrouge.modules.meetings.services.status import lock


@transaction.atomic
def record_held_meeting(
    *,
    by: Membership | Actor,
    type: MeetingType,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    people: Iterable[Person],
    **details: Any,
) -> Meeting:
    """Note a meeting that took place without being called: who was there, from when to when. Nothing is sent.

    It has no agenda and waits for no minutes; its hours count like those of any other.
    """
    if isinstance(by, Membership):
        require(by, policy.RECORD)
    came = {person.pk: person for person in people}
    if not came:
        raise ValidationError("Dites qui était là : touchez au moins une personne.", code="nobody")
    if ends_at > timezone.now():
        raise ValidationError({"starts_at": "Cette réunion n’est pas finie : notez-la une fois tenue."}, code="future")
    meeting = Meeting(type=type, title=title, starts_at=starts_at, ends_at=ends_at, **details)
    meeting.impromptu = meeting.written_afterwards = True
    meeting.opened_at, meeting.closed_at, meeting.status = starts_at, ends_at, MeetingStatus.HELD
    meeting.full_clean()
    meeting.save()
    Participant.objects.bulk_create(_participant(meeting, person, by) for person in came.values())
    timeline.record(meeting, "meetings.recorded", by=by, title=meeting.title)
    return meeting


@transaction.atomic
def remove_held_meeting(meeting: Meeting, *, by: Membership | Actor) -> None:
    """Take back a meeting noted by mistake. One that was called is cancelled instead: it has a history."""
    if isinstance(by, Membership):
        require(by, policy.RECORD)
    meeting = lock(meeting)
    if not meeting.impromptu:
        raise ValidationError("Cette réunion a été convoquée : annulez-la plutôt.", code="called")
    timeline.record(meeting, "meetings.record_removed", by=by, title=meeting.title)
    search.forget(meeting)
    meeting.delete()


def _participant(meeting: Meeting, person: Person, by: Membership | Actor) -> Participant:
    one = Participant(meeting=meeting, person=person, profession=person.profession, presence=Presence.PRESENT)
    one.minutes = presence_minutes(one, meeting)
    one.declared_how = DeclaredHow.GRID if isinstance(by, Membership) else DeclaredHow.LINK
    one.declared_at = timezone.now()
    one.declared_by = timeline.name_of(by)[:200]
    return one
