"""What one person is still asked about meetings, by mail."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from filrouge.kernel.people.models import Person
from filrouge.modules.meetings.enums import ATTENDED, Approval, MeetingStatus, Presence
from filrouge.modules.meetings.models import Participant


def opinions_awaited_from(person: Person) -> QuerySet[Participant]:
    """The draft minutes that this person, who was there, has not read over."""
    return _readers().filter(person=person).select_related("person", "meeting")


def called_to_soon(person: Person, now: datetime, within: timedelta) -> QuerySet[Participant]:
    """The meetings to come this person was called to, guests of one item included."""
    called = Participant.expected.filter(person=person, meeting__status=MeetingStatus.CONVENED)
    soon = called.filter(meeting__starts_at__gt=now, meeting__starts_at__lt=now + within)
    return soon.select_related("person", "item", "meeting").order_by("meeting__starts_at", "pk")


def awaits_opinion(person_id: UUID, meeting_id: UUID) -> bool:
    """The draft minutes of this meeting still wait for the opinion of this person."""
    return _readers().filter(person=person_id, meeting=meeting_id).exists()


def awaits_presence(person_id: UUID, meeting_id: UUID) -> bool:
    """Nobody knows yet whether this person was at this meeting."""
    unknown = Participant.everybody.filter(person=person_id, meeting=meeting_id, presence=Presence.UNKNOWN)
    closed = (MeetingStatus.APPROVED, MeetingStatus.CANCELLED)
    return unknown.filter(claim=Presence.UNKNOWN).exclude(meeting__status__in=closed).exists()


def _readers() -> QuerySet[Participant]:
    """Drafts are sent to those who attended, and to nobody else."""
    unsaid = Participant.objects.filter(presence__in=ATTENDED, approval=Approval.NONE)
    return unsaid.filter(meeting__status=MeetingStatus.REVIEW)
