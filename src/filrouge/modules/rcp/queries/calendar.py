from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils import timezone

from filrouge.kernel.people.enums import Profession
from filrouge.kernel.reading import told_once
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.queries import bounds, sealed_to
from filrouge.modules.rcp.enums import Category
from filrouge.modules.rcp.queries.seen import came_in, cases_in, meetings_in
from filrouge.ui.typography import month_fr

SEALED = "RCP réservée"


@dataclass(slots=True)
class CalendarRow:
    """One RCP, or a month of concertations of two. Numbers only: no code, no name."""

    day: date
    label: str
    key: str = ""  # the meeting, or « 2026-03 »
    url: str = ""  # of the meeting, for who may read it
    is_month: bool = False
    meetings: int = 0
    minutes: int = 0
    attendance: int = 0
    professions: set[str] = field(default_factory=set)
    categories: Counter[str] = field(default_factory=Counter)
    filed: int = 0

    @property
    def cases(self) -> int:
        return self.categories.total()

    @property
    def profession_labels(self) -> list[str]:
        return [label for code, label in Profession.choices if code in self.professions]

    @property
    def by_category(self) -> list[tuple[str, int]]:
        return [(label, self.categories[code]) for code, label in Category.choices]


@told_once
def calendar_of(membership: Membership, year: int) -> Sequence[CalendarRow]:
    """The RCP of a year in their order, concertations of two rolled up at the end of their month.

    A meeting that this member may not read has its numbers, neither its title nor its address.
    """
    first, last = bounds(date(year, 1, 1), date(year, 12, 31))
    meetings = meetings_in(year)
    if not meetings:
        return ()
    sealed = set(sealed_to(membership).filter(starts_at__gte=first, starts_at__lt=last).values_list("pk", flat=True))
    rows: dict[UUID, CalendarRow] = {}
    months: dict[int, CalendarRow] = {}
    plenary: list[CalendarRow] = []
    for meeting in meetings:
        if meeting.impromptu:
            row = _month_of(meeting, months)
        else:
            row = CalendarRow(meeting.starts_on, SEALED if meeting.pk in sealed else meeting.title, str(meeting.pk))
            row.url = "" if meeting.pk in sealed else meeting.get_absolute_url()
            plenary.append(row)
        opened, closed = meeting.session
        row.meetings += 1
        row.minutes += int((closed - opened).total_seconds() // 60)
        rows[meeting.pk] = row
    _add_attendance(rows, year)
    _add_cases(rows, year)
    return tuple(sorted([*plenary, *months.values()], key=lambda row: (row.day.month, row.is_month, row.day)))


def _month_of(meeting: Meeting, months: dict[int, CalendarRow]) -> CalendarRow:
    day = timezone.localdate(meeting.starts_at)
    label = f"Concertations à deux, {month_fr(day)}"
    return months.setdefault(day.month, CalendarRow(day.replace(day=1), label, f"{day:%Y-%m}", is_month=True))


def _add_attendance(rows: dict[UUID, CalendarRow], year: int) -> None:
    for meeting, profession in came_in(year):
        rows[meeting].attendance += 1
        rows[meeting].professions.add(profession)


def _add_cases(rows: dict[UUID, CalendarRow], year: int) -> None:
    for case in cases_in(year):
        if row := rows.get(case.meeting):
            row.professions.update(case.professions)
            row.categories[case.category] += 1
            row.filed += case.filed_on is not None


def total_of(rows: Iterable[CalendarRow], label: str, day: date) -> CalendarRow:
    total = CalendarRow(day, label)
    for row in rows:
        total.meetings += row.meetings
        total.minutes += row.minutes
        total.attendance += row.attendance
        total.professions |= row.professions
        total.categories += row.categories
        total.filed += row.filed
    return total


def without_case(rows: Sequence[CalendarRow]) -> list[CalendarRow]:
    """RCP held where nothing was noted: forgotten more often than empty."""
    return [row for row in rows if not row.is_month and row.cases == 0]
