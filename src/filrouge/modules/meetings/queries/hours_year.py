"""The hours of a year: which are asked for, and their table by person and month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from filrouge.kernel.people.enums import Profession
from filrouge.modules.meetings.queries.hours import Hours
from filrouge.ui.typography import MONTHS


@dataclass(frozen=True, slots=True)
class HoursAsked:
    """What an address asks for: a year or one of its months, everybody, a profession or a person."""

    year: int
    month: int | None = None
    person: UUID | None = None
    profession: str = ""

    @property
    def first(self) -> date:
        return date(self.year, self.month or 1, 1)

    @property
    def last(self) -> date:
        month = self.month or 12
        return date(self.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)

    @property
    def only(self) -> Q:
        of_person = Q(person=self.person) if self.person else Q()
        return of_person & (Q(profession=self.profession) if self.profession else Q())


@dataclass(slots=True)
class Cell:
    """Of a month, or of the year (month 0). ``presences`` at zero: there is nothing to open."""

    month: int = 0
    minutes: int = 0
    presences: int = 0

    @property
    def label(self) -> str:
        return MONTHS[self.month - 1]

    def add(self, one: Hours) -> None:
        self.minutes += one.minutes
        self.presences += 1


def _year() -> list[Cell]:
    return [Cell(month) for month in range(1, 13)]


@dataclass(slots=True)
class PersonYear:
    person_id: UUID
    name: str
    sort_name: str
    profession: str = ""
    months: list[Cell] = field(default_factory=_year)
    total: Cell = field(default_factory=Cell)


@dataclass(frozen=True, slots=True)
class HoursTable:
    rows: Sequence[PersonYear]
    months: Sequence[Cell]
    total: Cell
    meetings: int


def hours_table(found: Iterable[Hours]) -> HoursTable:
    people: dict[UUID, PersonYear] = {}
    months, total, meetings = _year(), Cell(), set[UUID]()
    for one in found:
        at, month = one.at, one.at.day.month - 1
        row = people.setdefault(at.person_id, PersonYear(at.person_id, at.person_name, at.sort_name))
        row.profession = Profession(at.profession).label  # the last one of the year
        for cell in (row.months[month], row.total, months[month], total):
            cell.add(one)
        meetings.add(at.meeting_id)
    rows = sorted(people.values(), key=lambda row: (row.sort_name, str(row.person_id)))
    return HoursTable(rows, months, total, len(meetings))
