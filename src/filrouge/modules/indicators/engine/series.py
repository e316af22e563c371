"""What a series of values says: is the target met, since when is it not, does it rise or fall."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import takewhile

from filrouge.modules.indicators.engine.periods import NAMES, Period
from filrouge.ui.typography import FIXED, number

HUNDRED = Decimal(100)
STEP = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Point:
    period: Period
    value: Decimal


@dataclass(frozen=True, slots=True)
class Goal:
    """``at_least``: higher is better. Any part may be unknown."""

    at_least: bool
    target: Decimal | None = None
    target_on: date | None = None
    alert: Decimal | None = None

    def is_met_by(self, value: Decimal) -> bool:
        return self.target is not None and self._reaches(value, self.target)

    def is_alert(self, value: Decimal) -> bool:
        """Strictly on the wrong side of the threshold."""
        return self.alert is not None and not self._reaches(value, self.alert)

    def _reaches(self, value: Decimal, limit: Decimal) -> bool:
        return value >= limit if self.at_least else value <= limit


def value_of(numerator: Decimal, denominator: Decimal, *, is_rate: bool) -> Decimal:
    """A share in per cent, or so many for one. ``denominator`` is never zero."""
    return (numerator / denominator * (HUNDRED if is_rate else 1)).quantize(STEP, ROUND_HALF_UP)


def standing(points: Sequence[Point], goal: Goal) -> int:
    """For how many periods in a row, up to the last value, the alert has lasted."""
    return sum(1 for _one in takewhile(lambda point: goal.is_alert(point.value), reversed(points)))


def settled(points: Sequence[Point], today: date) -> list[Point]:
    """Those whose period is over: the one that runs is neither an alert nor a success yet."""
    return [point for point in points if point.period.last < today]


def progress(points: Sequence[Point], goal: Goal) -> Decimal | None:
    """Share of the way from the first value to the target, 0 to 1; None when there is no way to go."""
    if goal.target is None or not points:
        return None
    first, last = points[0].value, points[-1].value
    if goal.is_met_by(last):
        return Decimal(1)
    way = goal.target - first
    if not way or goal.is_met_by(first):
        return None
    return min(max((last - first) / way, Decimal(0)), Decimal(1)).quantize(STEP)


def trend(points: Sequence[Point], unit: str) -> str:
    """The last value beside the one before and the one of a year before, in words; empty with one value."""
    if len(points) < 2:
        return ""
    last, by_period = points[-1], {point.period: point.value for point in points}
    months = last.period.months
    before = "l’année d’avant" if months == 12 else f"le {NAMES[months]} d’avant"
    beside = [(last.period.before, before), (last.period.year_before, "un an plus tôt")][: 1 if months == 12 else 2]
    said = [_said(last.value - by_period[period], unit, words) for period, words in beside if period in by_period]
    return " ; ".join(said)


def _said(gap: Decimal, unit: str, than: str) -> str:
    if not gap:
        return f"comme {than}"
    size = abs(gap)
    word = f"{FIXED}{'points' if size >= 2 else 'point'}" if unit == "%" else ""
    que = "qu’" if than.startswith("un") else "que "
    return f"{number(size)}{word} de {'plus' if gap > 0 else 'moins'} {que}{than}"
