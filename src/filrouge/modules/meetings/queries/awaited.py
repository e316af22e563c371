"""What one person is still asked about meetings, by mail."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from filrouge.kernel.people.models import Person
from filrouge.modules.meetings.enums import Approval, MeetingStatus, Presence
from filrouge.modules.meetings.models import Participant


def opinions_awaited_from(person: Person) -> QuerySet[Participant]:
    """The draft minutes that this person has not read over."""
    readers = Participant.objects.filter(person=person, meeting__status=MeetingStatus.REVIEW, approval=Approval.NONE)
    return readers.select_related("person", "meeting")


def called_to_soon(person: Person, now: datetime, within: timedelta) -> QuerySet[Participant]:
    """The meetings to come this person was called to, guests of one item included."""
    called = Participant.expected.filter(person=person, meeting__status=MeetingStatus.CONVENED)
    soon = called.filter(meeting__starts_at__gt=now, meeting__starts_at__lt=now + within)
    return soon.select_related("person", "item", "meeting").order_by("meeting__starts_at", "pk")


def awaits_opinion(person_id: UUID, meeting_id: UUID) -> bool:
    """The draft minutes of this meeting still wait for the opinion of this person."""
    readers = Participant.objects.filter(person=person_id, meeting=meeting_id, item__isnull=True)
    return readers.filter(meeting__status=MeetingStatus.REVIEW, approval=Approval.NONE).exists()


def awaits_presence(person_id: UUID, meeting_id: UUID) -> bool:
    """Nobody knows yet whether this person was at this meeting."""
    unknown = Participant.everybody.filter(person=person_id, meeting=meeting_id, presence=Presence.UNKNOWN)
    closed = (MeetingStatus.APPROVED, MeetingStatus.CANCELLED)
    return unknown.filter(claim=Presence.UNKNOWN).exclude(meeting__status__in=closed).exists()
