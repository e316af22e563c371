from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.registry import CalendarEvent
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import Meeting, Participant
from filrouge.modules.scheduling.models import Poll, Slot


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody called to another meeting at the same hour."""

    person_id: UUID
    kind: str  # of the meeting: its title may be for its readers only
    starts_at: datetime
    ends_at: datetime

    def overlaps(self, starts_at: datetime, ends_at: datetime) -> bool:
        return self.starts_at < ends_at and starts_at < self.ends_at


def other_meetings(meeting: Meeting, people: Iterable[UUID], first: datetime, last: datetime) -> list[Clash]:
    """What these people are already called to between two moments, this meeting left out."""
    rows = (
        Participant.objects.filter(
            person__in=list(people),
            meeting__starts_at__gte=first - timedelta(days=1),  # a meeting lasts half a day at most
            meeting__starts_at__lt=last,
            meeting__ends_at__gt=first,
        )
        .exclude(meeting=meeting)
        .exclude(meeting__status=MeetingStatus.CANCELLED)
        .values_list("person_id", "meeting__type__short_name", "meeting__starts_at", "meeting__ends_at")
    )
    return [Clash(*row) for row in rows.order_by("meeting__starts_at", "person_id")]


def clashes_of(poll: Poll) -> dict[UUID, list[Clash]]:
    """For each date of a poll read with everything, who is already called elsewhere."""
    slots = list(poll.slots.all())
    if not slots:
        return {}
    people = [one.person_id for one in poll.respondents.all()]
    first, last = min(one.starts_at for one in slots), max(one.ends_at for one in slots)
    found = other_meetings(poll.meeting, people, first, last)
    return {one.pk: [clash for clash in found if clash.overlaps(one.starts_at, one.ends_at)] for one in slots}


def own_conflicts(membership: Membership, meeting: Meeting, slots: Sequence[Slot]) -> dict[UUID, list[CalendarEvent]]:
    """What keeps a member busy at each date: meetings, absences and whatever other rooms say so of."""
    if not slots:
        return {}
    first = timezone.localdate(min(one.starts_at for one in slots))
    last = timezone.localdate(max(one.ends_at for one in slots))
    url = meeting.get_absolute_url()
    events = [
        event
        for provider in registry.calendar.values()
        for event in provider(membership, first, last)
        if event.url != url and _is_busy(event)
    ]
    return {
        one.pk: [event for event in events if event.starts_at < one.ends_at and one.starts_at < _end_of(event)]
        for one in slots
    }


def _is_busy(event: CalendarEvent) -> bool:
    kind = registry.calendar_kinds.get(event.kind)
    return kind is not None and kind.is_busy and not event.of_others


def _end_of(event: CalendarEvent) -> datetime:
    """A whole day goes on until the next midnight."""
    return event.ends_at + timedelta(days=1) if event.all_day else event.ends_at
