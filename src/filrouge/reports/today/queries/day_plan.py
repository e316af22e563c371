"""The plan of the day: what fits in the hours one has, by urgency, then by value, date and effort, with why.

Pure functions on what the rooms already said; nothing is read nor written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from filrouge.kernel.tenancy.models import Membership
from filrouge.ui.typography import date_short, duration, euros

GUESS = 30  # minutes, when nobody said
SHORTEST = 15  # minutes: less is not worth beginning something long


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something one could do today. ``asked``: somebody waits for it. ``next_visit``: of its organisation."""

    label: str
    url: str
    today: date
    next_visit: date
    due_on: date | None = None
    minutes: int | None = None
    asked: bool = False
    euros: Decimal = Decimal(0)
    detail: str = ""
    membership: Membership | None = None

    @property
    def effort(self) -> int:
        return self.minutes or GUESS


@dataclass(frozen=True, slots=True)
class Chosen:
    candidate: Candidate
    minutes: int
    why: str
    begun: bool  # longer than the whole day: begin it


@dataclass(frozen=True, slots=True)
class LeftOut:
    candidate: Candidate
    why: str


@dataclass(frozen=True, slots=True)
class DayPlan:
    minutes: int
    chosen: list[Chosen]
    left_out: list[LeftOut]

    @property
    def taken(self) -> int:
        return sum(chosen.minutes for chosen in self.chosen)

    @property
    def free(self) -> int:
        return self.minutes - self.taken


def plan_day(candidates: Iterable[Candidate], minutes: int) -> DayPlan:
    """Never more than ``minutes``; the same candidates give the same plan."""
    plan = DayPlan(minutes, [], [])
    for candidate in sorted(candidates, key=_order):
        free = plan.free
        if candidate.effort <= free:
            plan.chosen.append(Chosen(candidate, candidate.effort, why(candidate), begun=False))
        elif candidate.effort > minutes and free >= SHORTEST and _urgency(candidate) <= 1:
            reason = f"{why(candidate)} ; trop long pour aujourd’hui, à commencer"
            plan.chosen.append(Chosen(candidate, free, reason, begun=True))
        else:
            reason = f"il faudrait {duration(candidate.effort)}"
            plan.left_out.append(LeftOut(candidate, f"{reason}, il reste {duration(free)}" if free else reason))
    return plan


def why(candidate: Candidate) -> str:
    due = date_short(candidate.due_on) if candidate.due_on else ""
    reason = (
        f"en retard depuis le {due}",
        "c’est pour aujourd’hui",
        "quelqu’un attend votre réponse",
        f"pour le {due}, avant votre prochaine visite",
        f"pour le {due}" if due else "sans date",
    )[_urgency(candidate)]
    return f"{reason} ; {euros(candidate.euros, 0)} en jeu" if candidate.euros else reason


def _urgency(candidate: Candidate) -> int:
    """0 late, 1 today, 2 somebody waits, 3 before the next visit, 4 later."""
    due = candidate.due_on
    if due is not None and due <= candidate.today:
        return 0 if due < candidate.today else 1
    if candidate.asked:
        return 2
    return 3 if due is not None and due <= candidate.next_visit else 4


def _order(candidate: Candidate) -> tuple[int, Decimal, date, int, str]:
    by_the_hour = candidate.euros * 60 / candidate.effort
    return (_urgency(candidate), -by_the_hour, candidate.due_on or date.max, candidate.effort, candidate.label)
