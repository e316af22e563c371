"""Dates that the house would try first: where people came before, when they are on site, away from holidays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from filrouge.kernel.days.almanac import Almanac
from filrouge.kernel.people.enums import Weekday
from filrouge.kernel.people.models import Person
from filrouge.modules.meetings.enums import ATTENDED, TOOK_PLACE
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.queries import count_participants
from filrouge.modules.scheduling.queries.conflicts import other_meetings
from filrouge.ui.typography import count, hour, percent

MEMORY = timedelta(days=550)  # older habits are no longer habits
NOTICE = timedelta(days=7)
USUAL = time(12, 30)
UNKNOWN_SHARE = 0.6  # what attendance is where nobody met before: neither an asset nor a flaw
MOST_HABITS = 4


@dataclass(frozen=True, slots=True)
class Habit:
    """A day of the week and an hour at which the group met, and how many came."""

    weekday: int
    starts: time
    meetings: int
    share: float


@dataclass(frozen=True, slots=True)
class Suggestion:
    starts_at: datetime
    ends_at: datetime
    score: float
    reasons: Sequence[str]


def habits_of(meeting: Meeting) -> list[Habit]:
    return habits_of_group(meeting.group_id, meeting.type_id)


def habits_of_group(group: UUID | None, kind: UUID) -> list[Habit]:
    """Where past attendance was best, by day of the week and hour; of the same group, else of the same type."""
    same = {"group": group} if group else {"type": kind}
    held = (
        Meeting.objects.filter(**same, status__in=TOOK_PLACE, starts_at__gt=timezone.now() - MEMORY, impromptu=False)
        .annotate(called=count_participants(), came=count_participants(presence__in=ATTENDED))
        .values_list("starts_at", "called", "came")
        .order_by("starts_at")
    )
    found: dict[tuple[int, time], list[tuple[int, int]]] = {}
    for starts_at, called, came in held:
        if called:
            local = timezone.localtime(starts_at)
            found.setdefault((local.weekday(), local.time()), []).append((called, came))
    habits = [
        Habit(weekday, starts, len(rows), sum(came for _, came in rows) / sum(called for called, _ in rows))
        for (weekday, starts), rows in found.items()
        if weekday <= Weekday.SATURDAY
    ]
    return sorted(habits, key=lambda habit: (-habit.share, -habit.meetings, habit.weekday, habit.starts))


def suggestions_for(
    meeting: Meeting, people: Sequence[Person], almanac: Almanac, *, today: date, days: int = 56, limit: int = 6
) -> list[Suggestion]:
    """At most one a day, in the order of dates: the best ``limit`` of the ``days`` to come."""
    length = timedelta(minutes=meeting.planned_minutes)
    habits = _usable(habits_of(meeting), people)
    first, last = today + NOTICE, today + timedelta(days=days)
    clashes = other_meetings(meeting, [person.pk for person in people], _at(first, time.min), _at(last, time.max))
    candidates: dict[date, Suggestion] = {}
    for day, habit in _days(first, last, habits, almanac):
        starts_at = _at(day, habit.starts)
        if any(clash.overlaps(starts_at, starts_at + length) for clash in clashes):
            continue
        found = _suggestion(starts_at, length, habit, people, day)
        if day not in candidates or found.score > candidates[day].score:
            candidates[day] = found
    best = sorted(candidates.values(), key=lambda one: (-one.score, one.starts_at))[:limit]
    return sorted(best, key=lambda one: one.starts_at)


def _usable(habits: Sequence[Habit], people: Sequence[Person]) -> list[Habit]:
    """The best habits, and the usual noon of the other working days."""
    kept = list(habits[:MOST_HABITS])
    known = {habit.weekday for habit in kept}
    return kept + [Habit(day, USUAL, 0, UNKNOWN_SHARE) for day in range(5) if day not in known]


def _days(first: date, last: date, habits: Sequence[Habit], almanac: Almanac) -> Iterator[tuple[date, Habit]]:
    for step in range((last - first).days + 1):
        day = first + timedelta(days=step)
        if almanac.reason_to_avoid(day):
            continue
        yield from ((day, habit) for habit in habits if habit.weekday == day.weekday())


def _suggestion(
    starts_at: datetime, length: timedelta, habit: Habit, people: Sequence[Person], day: date
) -> Suggestion:
    known = [person for person in people if person.days_on_site]
    here = [person for person in known if habit.weekday in person.days_on_site and person.is_present_on(day)]
    share = len(here) / len(known) if known else UNKNOWN_SHARE
    reasons = []
    label = Weekday(habit.weekday).label
    if known:
        reasons.append(f"{count(len(here), 'personne')} sur {len(known)} sur site le {label}")
    if habit.meetings:
        held = count(habit.meetings, "réunion")
        reasons.append(f"{percent(habit.share)} de présents d’habitude le {label} à {hour(habit.starts)} ({held})")
    return Suggestion(starts_at, starts_at + length, habit.share + share, reasons)


def _at(day: date, hour_of_day: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour_of_day))
