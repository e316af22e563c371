"""What one person is still asked about meetings, by mail."""

from __future__ import annotations

from uuid import UUID

from filrouge.modules.meetings.enums import Approval, MeetingStatus, Presence
from filrouge.modules.meetings.models import Participant


def awaits_opinion(person_id: UUID, meeting_id: UUID) -> bool:
    """The draft minutes of this meeting still wait for the opinion of this person."""
    readers = Participant.objects.filter(person=person_id, meeting=meeting_id, item__isnull=True)
    return readers.filter(meeting__status=MeetingStatus.REVIEW, approval=Approval.NONE).exists()


def awaits_presence(person_id: UUID, meeting_id: UUID) -> bool:
    """Nobody knows yet whether this person was at this meeting."""
    unknown = Participant.everybody.filter(person=person_id, meeting=meeting_id, presence=Presence.UNKNOWN)
    closed = (MeetingStatus.APPROVED, MeetingStatus.CANCELLED)
    return unknown.filter(claim=Presence.UNKNOWN).exclude(meeting__status__in=closed).exists()
