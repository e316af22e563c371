"""Months, weeks and years: what a view shows around a day, what comes before and after. Pure dates."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from filrouge.reports.calendar.enums import View
from filrouge.ui.typography import date_fr, date_long, month_fr

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
LISTED = 30  # days of a list
WEEKS = calendar.Calendar(firstweekday=calendar.MONDAY)


@dataclass(frozen=True, slots=True)
class Period:
    """What is looked at: ``first`` to ``last`` are its own days, ``weeks`` those of its grid."""

    view: View
    day: date
    first: date
    last: date
    label: str
    previous: date
    following: date
    weeks: tuple[tuple[date, ...], ...] = ()

    @property
    def shown(self) -> tuple[date, date]:
        """The days on the page, those of the neighbouring months included."""
        return (self.weeks[0][0], self.weeks[-1][-1]) if self.weeks else (self.first, self.last)


def period_of(view: View, day: date) -> Period:
    day = min(max(day, EARLIEST), LATEST)
    if view == View.MONTH:
        return _month(day)
    if view == View.WEEK:
        return _week(day)
    if view == View.YEAR:
        first, last = date(day.year, 1, 1), date(day.year, 12, 31)
        return Period(view, day, first, last, str(day.year), _year(day, -1), _year(day, 1))
    length = timedelta(days=1 if view == View.DAY else LISTED)
    last = day + length - timedelta(days=1)
    label = date_fr(day) if view == View.DAY else f"{date_long(day)} – {date_long(last)}"
    return Period(view, day, day, last, label, day - length, day + length)


def _month(day: date) -> Period:
    first, last = day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    before, after = (first - timedelta(days=1)).replace(day=1), last + timedelta(days=1)
    weeks = tuple(tuple(week) for week in WEEKS.monthdatescalendar(day.year, day.month))
    return Period(View.MONTH, day, first, last, month_fr(day), before, after, weeks)


def _week(day: date) -> Period:
    first = day - timedelta(days=day.weekday())
    days = tuple(first + timedelta(days=rank) for rank in range(7))
    label = f"Semaine {first.isocalendar().week}, {_span(first, days[-1])}"
    around = timedelta(days=7)
    return Period(View.WEEK, day, first, days[-1], label, first - around, first + around, (days,))


def _span(first: date, last: date) -> str:
    """« du 23 au 29 novembre 2026 »: what both days share is said once."""
    if (first.year, first.month) == (last.year, last.month):
        return f"du {'1er' if first.day == 1 else first.day} au {date_long(last)}"
    return f"du {date_long(first)} au {date_long(last)}"


def _year(day: date, step: int) -> date:
    """The same month of another year: the 29 of February does not exist in all of them."""
    return day.replace(year=day.year + step, day=1)
