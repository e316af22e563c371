"""Rows turned into what the pages show: the bars of a plan on a common scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.work.services import may_act
from filrouge.modules.planning import policy
from filrouge.modules.planning.models import Plan, PlanStep
from filrouge.ui.typography import MONTHS_SHORT

MOST_TICKS = 7
NARROWEST = 1.2  # per cent: a day stays visible in a long plan


@dataclass(frozen=True, slots=True)
class Tick:
    x: str
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """Days as parts of the width, « 12.5% »: no drawing is ever stretched."""

    first: date
    last: date

    @classmethod
    def of(cls, days: Sequence[date]) -> Scale:
        return cls(min(days), max(days) + timedelta(days=1))

    def at(self, day: date) -> float:
        return 100 * (day - self.first).days / max((self.last - self.first).days, 1)

    def x(self, day: date) -> str:
        return f"{self.at(day):.2f}%"

    def bar(self, starts_on: date, ends_on: date) -> tuple[str, str]:
        width = max(self.at(ends_on + timedelta(days=1)) - self.at(starts_on), NARROWEST)
        left = min(self.at(starts_on), 100 - width)
        return f"{left:.2f}%", f"{width:.2f}%"

    @property
    def ticks(self) -> list[Tick]:
        """The first of each month, thinned out."""
        months = [
            date(year, month, 1)
            for year in range(self.first.year, self.last.year + 1)
            for month in range(1, 13)
            if self.first <= date(year, month, 1) < self.last
        ]
        every = -(-len(months) // MOST_TICKS) or 1
        return [Tick(self.x(day), MONTHS_SHORT[day.month - 1]) for day in months[::every]]


@dataclass(frozen=True, slots=True)
class Row:
    step: PlanStep
    state: str  # done, late, given_up, open
    x: str
    width: str
    after: tuple[str, ...]  # titles of what it waits for
    may_act: bool
    moved_by_hand: bool


def rows_of(plan: Plan, steps: Sequence[PlanStep], scale: Scale, membership: Membership, today: date) -> list[Row]:
    titles = {step.key: step.title for step in steps}
    manages = can(membership, policy.KEEP)
    made = []
    for step in sorted(steps, key=lambda one: (one.ends_on, one.days, one.pk)):
        x, width = scale.bar(step.starts_on, step.ends_on)
        made.append(
            Row(
                step,
                state_of(step, today),
                x,
                width,
                tuple(titles[key] for key in step.waits_for if key in titles),
                not plan.is_dropped and (manages or may_act(step.task, membership)),
                step.is_open and step.due_on != step.laid_on,
            )
        )
    return made


def state_of(step: PlanStep, today: date) -> str:
    if step.is_done:
        return "done"
    if step.is_given_up:
        return "given_up"
    return "late" if step.due_on < today else "open"


def days_left(day: date, today: date) -> str:
    """« J-12 », « aujourd’hui », « passée depuis 3 jours »"""
    left = (day - today).days
    if left > 0:
        return f"J-{left}"
    return "aujourd’hui" if left == 0 else f"passée depuis {-left} jour{'s' if left < -1 else ''}"


@dataclass(frozen=True, slots=True)
class Next:
    """The first step still to do of a plan."""

    step: PlanStep
    late: bool


def next_of(plan: Plan, today: date) -> Next | None:
    """Of a plan read with its steps."""
    waiting = [step for step in plan.steps.all() if step.is_open]
    first = min(waiting, key=lambda step: step.due_on, default=None)
    return Next(first, first.due_on < today) if first else None
