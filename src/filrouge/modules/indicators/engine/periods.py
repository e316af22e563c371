"""A month, a quarter, half a year or a year: where it begins, where it ends, how people say it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from filrouge.ui.typography import MONTHS

ORDINALS = ("1er", "2e", "3e", "4e")
NAMES = {1: "mois", 3: "trimestre", 6: "semestre", 12: "année"}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    first: date
    months: int

    @property
    def after(self) -> Period:
        return Period(_shifted(self.first, self.months), self.months)

    @property
    def before(self) -> Period:
        return Period(_shifted(self.first, -self.months), self.months)

    @property
    def year_before(self) -> Period:
        return Period(_shifted(self.first, -12), self.months)

    @property
    def last(self) -> date:
        return self.after.first - timedelta(days=1)

    @property
    def label(self) -> str:
        """« mars 2026 », « 1er trimestre 2026 », « 2026 »."""
        if self.months == 1:
            return f"{MONTHS[self.first.month - 1]} {self.first.year}"
        if self.months == 12:
            return str(self.first.year)
        return f"{ORDINALS[(self.first.month - 1) // self.months]} {NAMES[self.months]} {self.first.year}"

    @property
    def short(self) -> str:
        """On the axis of a chart: « 03/26 », « T1 26 », « S2 26 », « 2026 »."""
        if self.months == 12:
            return str(self.first.year)
        year = f"{self.first.year % 100:02}"
        if self.months == 1:
            return f"{self.first.month:02}/{year}"
        return f"{NAMES[self.months][0].upper()}{(self.first.month - 1) // self.months + 1} {year}"


def period_of(day: date, months: int) -> Period:
    """The period of so many months that holds this day; all begin with the year."""
    return Period(date(day.year, (day.month - 1) // months * months + 1, 1), months)


def periods_until(start: date, today: date, months: int) -> list[Period]:
    """Every period that ended before today, oldest first, from the one that holds ``start``."""
    found, one = [], period_of(start, months)
    while one.last < today:
        found.append(one)
        one = one.after
    return found


def _shifted(first: date, months: int) -> date:
    rank = first.year * 12 + first.month - 1 + months
    return date(rank // 12, rank % 12 + 1, 1)
