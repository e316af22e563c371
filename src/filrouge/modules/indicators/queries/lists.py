"""The catalogue as one page shows it: last value, alert, what is owed. A constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from filrouge.kernel.people.models import Person
from filrouge.kernel.reading import told_once
from filrouge.modules.indicators.engine import Period, Point, periods_until, settled, standing
from filrouge.modules.indicators.models import Indicator, Reading
from filrouge.modules.indicators.queries.catalogue import indicators
from filrouge.modules.indicators.queries.series import points_of, readings_of


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is filtered by; each travels in the address."""

    state: str = "running"  # "running", "alert", "late", "waiting", "archived"
    text: str = ""
    theme: str = ""
    owner: Person | None = None


@dataclass(frozen=True, slots=True)
class Line:
    indicator: Indicator
    points: list[Point]
    owed: list[Period]  # ended, without a value; oldest first
    today: date
    waiting: int = 0
    alert: int = field(default=0)  # periods in a row on the wrong side of the threshold

    @property
    def last(self) -> Point | None:
        return self.points[-1] if self.points else None

    @property
    def is_late(self) -> bool:
        return bool(self.owed) and self.indicator.due_on(self.owed[0]) < self.today

    @property
    def judged(self) -> list[Point]:
        return settled(self.points, self.today)

    @property
    def runs(self) -> bool:
        """The last value is that of a period that is not over."""
        return self.last is not None and self.last.period.last >= self.today

    @property
    def is_met(self) -> bool:
        return bool(self.judged) and self.indicator.goal.is_met_by(self.judged[-1].value)

    @property
    def next_due(self) -> date:
        """When the next value is expected."""
        period = self.owed[0] if self.owed else self.indicator.period_of(self.today)
        return self.indicator.due_on(period)


STATES: Mapping[str, str] = {
    "running": "Suivis",
    "alert": "En alerte",
    "late": "En retard",
    "waiting": "À valider",
    "archived": "Rangés",
}


def lines_of(asked: Asked, today: date) -> list[Line]:
    """Alerts first, then those whose value is late, then by theme."""
    lines = _lines(replace(asked, state="archived" if asked.state == "archived" else "running"), today)
    found = [line for line in lines if _is_in(asked.state, line)]
    return sorted(found, key=lambda line: (not line.alert, not line.is_late))


@told_once
def _lines(asked: Asked, today: date) -> tuple[Line, ...]:
    """Of whatever state: the tabs count the same ones."""
    rows = _rows(asked).prefetch_related(Prefetch("readings", Reading.objects.all()))
    return tuple(line_of(one, today) for one in rows)


def _rows(asked: Asked) -> QuerySet[Indicator]:
    rows = indicators().filter(archived_on__isnull=asked.state != "archived")
    if asked.theme:
        rows = rows.filter(theme=asked.theme)
    if asked.owner:
        rows = rows.filter(owner=asked.owner)
    for word in asked.text.split():
        rows = rows.filter(Q(title__icontains=word) | Q(definition__icontains=word))
    return rows


def _is_in(state: str, line: Line) -> bool:
    if state == "alert":
        return bool(line.alert)
    if state == "late":
        return line.is_late
    return bool(line.waiting) if state == "waiting" else True


def line_of(indicator: Indicator, today: date) -> Line:
    readings = readings_of(indicator)
    points = points_of(readings)
    waiting = sum(1 for one in readings if one.state == "waiting")
    return Line(
        indicator,
        points,
        missing(indicator, readings, today),
        today,
        waiting,
        standing(settled(points, today), indicator.goal),
    )


def missing(indicator: Indicator, readings: Iterable[Reading], today: date) -> list[Period]:
    """Periods that ended without a value, or with one to look at again."""
    given = {one.first_on for one in readings if one.state != "asked"}
    wanted = periods_until(indicator.starts_on, today, indicator.frequency)
    return [period for period in wanted if period.first not in given]


def counts_of(today: date) -> dict[str, int]:
    """How many are in alert, late, to validate."""
    lines = lines_of(Asked(), today)
    return {state: sum(1 for line in lines if _is_in(state, line)) for state in ("alert", "late", "waiting")}


def owed(today: date, owner: UUID | None = None) -> list[tuple[Indicator, Period]]:
    """What is still to be given, the oldest first; of one person only when asked."""
    rows = indicators().filter(archived_on__isnull=True)
    if owner:
        rows = rows.filter(owner=owner)
    found = [(one, period) for one in rows.prefetch_related("readings") for period in line_of(one, today).owed]
    return sorted(found, key=lambda pair: (pair[1].last, pair[0].title))


def ending_in(month: Period) -> list[tuple[Indicator, Period, Reading | None]]:
    """The indicators whose period ends with this month, and what is known of it."""
    rows = indicators().filter(archived_on__isnull=True, starts_on__lte=month.last)
    found = [one for one in rows if one.period_of(month.first).last == month.last]
    firsts = {one.period_of(month.first).first for one in found}
    known = {(row.indicator_id, row.first_on): row for row in Reading.objects.filter(first_on__in=firsts)}
    periods = [(one, one.period_of(month.first)) for one in found]
    return [(one, period, known.get((one.pk, period.first))) for one, period in periods]
