"""When something is due. Pure functions on dates: nothing here reads a clock, a row or a file.

A month is counted from a day to the same day (code de procédure civile, art. 641): 31 January and a month make 28 or
29 February, and 28 February and six months make 28 August. Each date is counted from its anchor, never from the one
before: a 31 does not slip to 28.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

from dateutil.relativedelta import relativedelta

from filrouge.kernel.days.almanac import Almanac

WEEKS_A_MONTH = Decimal(52) / 12
A_DAY = timedelta(days=1)
LAST_CALL = timedelta(days=7)
NATIONAL = Almanac()  # tax offices know no local holiday
Schedule = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Situation:
    """What the team ticked, as the rules read it."""

    ticked: Collection[str] = frozenset()
    employees: int = 0
    waste_kg: Decimal = Decimal(0)
    closing_month: int = 12
    anchors: Mapping[str, date | None] = field(default_factory=dict)


def applies(conditions: Mapping[str, Any], situation: Situation) -> bool:
    most = conditions.get("employees_to")
    return (
        set(conditions.get("situations", ())) <= set(situation.ticked)
        and situation.employees >= conditions.get("employees_from", 0)
        and (most is None or situation.employees <= most)
        and (not conditions.get("waste") or situation.waste_kg > 0)
        and not conditions.get("picked")  # in the library only: the team picks it
    )


def add_months(day: date, months: int) -> date:
    return day + relativedelta(months=months)


def day_of(year: int, month: int, day: int) -> date:
    """That day, or the last of the month when it has fewer: the 31st of February is its last day."""
    return date(year, month, 1) + relativedelta(day=day)


def first_due(schedule: Schedule, situation: Situation, today: date, last_done: date | None = None) -> date | None:
    """The first date from today on; late when the last time says so; nothing when it cannot be known."""
    if is_dated(schedule):
        return on_or_after(schedule, situation, today)
    if last_done is not None:
        return later(last_done, schedule, situation)
    anchor = situation.anchors.get(schedule.get("anchor", ""))
    return add_months(anchor, schedule["first_months"]) if anchor else None


def next_due(
    schedule: Schedule, situation: Situation, rule_on: date, done_on: date, *, clean: bool = False
) -> date | None:
    """The date after one that is done: by the calendar from the rule's own date, else from the day it was done."""
    if is_dated(schedule):
        return on_or_after(schedule, situation, rule_on + timedelta(days=1))
    return later(done_on, schedule, situation, clean=clean)


def is_dated(schedule: Schedule) -> bool:
    """By the calendar, whenever it was last done."""
    return schedule.get("kind") in {"yearly", "working_day", "closing", "term"}


def later(done_on: date, schedule: Schedule, situation: Situation, *, clean: bool = False) -> date | None:
    months, days = step_of(schedule, situation)
    if clean and schedule.get("clean_months"):
        months, days = schedule["clean_months"], 0
    if not months and not days:
        return None
    return add_months(done_on, months) + timedelta(days=days)


def step_of(schedule: Schedule, situation: Situation) -> tuple[int, int]:
    """Months and days between two times; for waste, those of the first threshold that the weight passes."""
    if schedule.get("kind") != "by_weight":
        return schedule.get("months", 0), schedule.get("days", 0)
    for step in schedule["steps"]:
        weekly = situation.waste_kg / WEEKS_A_MONTH
        if ("above_kg_per_week" in step and weekly > step["above_kg_per_week"]) or (
            "above_kg_per_month" in step and situation.waste_kg > step["above_kg_per_month"]
        ):
            return step.get("months", 0), step.get("days", 0)
    return 0, 0


def on_or_after(schedule: Schedule, situation: Situation, day: date) -> date | None:
    return next((found for found in _dates(schedule, situation, day) if found >= day), None)


def _dates(schedule: Schedule, situation: Situation, day: date) -> Iterator[date]:
    """The dates of a rule by the calendar, in order, from before ``day``."""
    kind = schedule["kind"]
    if kind == "term":
        anchor = situation.anchors.get(schedule["anchor"])
        if anchor:
            yield from (add_months(anchor, schedule["months"] * rank) for rank in range(1, 200))
        return
    for year in count(day.year - 2 - schedule.get("months", 0) // 12):
        if kind == "yearly":
            yield day_of(year, schedule["month"], schedule["day"])
        elif kind == "working_day":
            yield working_day_after(date(year, schedule["month"], schedule["day"]), schedule["rank"])
        else:
            closed = day_of(year, situation.closing_month, 31)
            yield add_months(closed, schedule.get("months", 0)) + timedelta(days=schedule.get("days", 0))


def working_day_after(day: date, rank: int) -> date:
    for _ in range(rank):
        day = NATIONAL.on_or_after(day + timedelta(days=1))
    return day


def notice_day(ends_on: date, notice_months: int) -> date:
    """The last day to say that a contract ends."""
    return add_months(ends_on, -notice_months)


def last_call(last: date, today: date) -> date | None:
    """A week before the last day to end a contract, tomorrow when that is nearer; nothing once that day is here."""
    return max(today + A_DAY, last - LAST_CALL) if last > today else None


def next_term(ends_on: date, months: int) -> date:
    """The term of a renewed contract; one that ends with its month still does."""
    term = add_months(ends_on, months)
    at_month_end = (ends_on + timedelta(days=1)).day == 1
    return day_of(term.year, term.month, 31) if at_month_end else term
