"""What to do next with the hours that remain: pure functions, without the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Act:
    """Something to do for one line of the scale. ``stake``: for a prerequisite the whole total, else its ``euros``."""

    code: str  # « proof:protocols », « step:rcp »
    line: str  # whose responsible it has: a line of the scale, or « ipa »
    indicator: str
    label: str
    detail: str
    euros: Decimal  # what it adds to what is secured
    stake: Decimal
    minutes: int
    source: str  # of the minutes
    is_gate: bool = False
    too_late: str = ""  # why it no longer fits in the year

    @property
    def is_proof(self) -> bool:
        return self.code.startswith("proof:")

    @property
    def per_hour(self) -> Fraction:
        return Fraction(self.stake) * 60 / self.minutes


@dataclass(frozen=True, slots=True)
class Plan:
    """``minutes`` is None when nobody said how many remain: then everything possible fits."""

    minutes: int | None
    fits: tuple[Act, ...]
    beyond: tuple[Act, ...]
    late: tuple[Act, ...]

    @property
    def used(self) -> int:
        return sum(act.minutes for act in self.fits)

    @property
    def left(self) -> int | None:
        return None if self.minutes is None else self.minutes - self.used

    @property
    def ties(self) -> frozenset[str]:
        """Acts that bring as much an hour as the one before them: the shortest went first."""
        return frozenset(
            after.code
            for acts in (self.fits, self.beyond)
            for before, after in pairwise(acts)
            if (before.is_gate, before.per_hour) == (after.is_gate, after.per_hour)
        )


def ordered(acts: Iterable[Act]) -> list[Act]:
    """Prerequisites, then euros per hour; ties: the shortest, then the order of the scale, in which they come."""
    return sorted(acts, key=lambda act: (not act.is_gate, -act.per_hour, act.minutes))


def fill(acts: Iterable[Act], minutes: int | None) -> Plan:
    """One after the other, in order: what is too long for what remains leaves its place to the next."""
    fits, beyond, late = [], [], []
    left = minutes
    for act in ordered(acts):
        if act.too_late:
            late.append(act)
        elif left is None or act.minutes <= left:
            fits.append(act)
            left = None if left is None else left - act.minutes
        else:
            beyond.append(act)
    return Plan(minutes, tuple(fits), tuple(beyond), tuple(late))
