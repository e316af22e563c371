"""The arithmetic of the agreement, apart from any row: rates, points, what is missing, where the pace leads."""

from __future__ import annotations

import math
from datetime import date
from decimal import ROUND_DOWN, Decimal

from filrouge.modules.rcp.enums import Rounding, UnderMinimum

TWO_DECIMALS = Decimal("0.01")
FULL = Decimal(1)


def rate(examined: int, base: int, rounding: str) -> Decimal | None:
    """Situations for a hundred patients of the base; None when there is nobody to count."""
    if base <= 0:
        return None
    exact = Decimal(examined) * 100 / base
    return exact.quantize(TWO_DECIMALS, ROUND_DOWN) if rounding == Rounding.DOWN else exact


def share(rate: Decimal | None, goal: Decimal) -> Decimal:
    """How much of the goal is reached, never more than all of it."""
    if rate is None or goal <= 0:
        return Decimal(0)
    return min(rate / goal, FULL)


def missing_cases(examined: int, base: int, goal: Decimal) -> int:
    """How many more situations reach the goal."""
    return max(math.ceil(goal * base / 100) - examined, 0)


def required_meetings(minimum: int, first: date) -> int:
    """Of the minimum of a full year, for a contract begun on ``first``. A month begun is whole, so is a meeting."""
    return math.ceil(Decimal(minimum) * (13 - first.month) / 12)


def meetings_factor(held: int, required: int, under_minimum: str) -> Decimal:
    """What too few meetings leave of the points."""
    if held >= required:
        return FULL
    return Decimal(held) / required if under_minimum == UnderMinimum.PRORATA else Decimal(0)


def at_this_pace(examined: int, first: date, today: date, last: date) -> int:
    """Situations on the last day if the year goes on as it went, both ends counted."""
    elapsed, whole = (today - first).days + 1, (last - first).days + 1
    return examined * whole // elapsed if elapsed > 0 else examined
