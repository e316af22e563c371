"""Guests of one item: when they are expected, and who they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import AgendaItem, Meeting, Participant


@dataclass(frozen=True, slots=True)
class Time:
    starts_at: datetime
    ends_at: datetime


def item_times(meeting: Meeting) -> dict[UUID, Time]:
    """When each item of the agenda is planned, one after the other from the beginning; not those put off."""
    found, starts_at = {}, meeting.starts_at
    for item in meeting.items.all():
        if item.postponed_at is not None:
            continue
        found[item.pk] = Time(starts_at, starts_at + timedelta(minutes=item.minutes))
        starts_at = found[item.pk].ends_at
    return found


def time_of(one: Participant) -> Time:
    """When this person is expected: at the meeting, or at their one item."""
    whole = Time(one.meeting.starts_at, one.meeting.ends_at)
    return whole if one.item_id is None else item_times(one.meeting).get(one.item_id, whole)


def guest_summary(subject: str, item: AgendaItem) -> str:
    """How the event is called in a guest's calendar."""
    return f"{item.title} ({subject})"


def guests_of(meeting: Meeting) -> QuerySet[Participant]:
    """Invited to one item of the agenda, in the order of the items."""
    guests = Participant.expected.filter(meeting=meeting, item__isnull=False)
    return guests.select_related("person", "item").order_by("item__position", "person__sort_name", "pk")


def meetings_with_guests(now: datetime) -> QuerySet[Meeting]:
    """Convened meetings to come where somebody is a guest."""
    guests = Participant.everybody.filter(meeting=OuterRef("pk"), item__isnull=False)
    return Meeting.objects.filter(Exists(guests), status=MeetingStatus.CONVENED, starts_at__gt=now)


def expected_at(meeting: Meeting) -> QuerySet[Participant]:
    """Those called and the guests."""
    return Participant.expected.filter(meeting=meeting).select_related("person", "item")
