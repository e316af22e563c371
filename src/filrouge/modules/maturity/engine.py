"""What answers say of one dimension: pure arithmetic, exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

LEVELS = (1, 2, 3, 4)
UNKNOWN = 0
ENOUGH = 3  # under so many answers, figures would say who answered what
FAR = 2  # levels
HALF, QUARTER = Fraction(1, 2), Fraction(1, 4)
SPLIT = Fraction(1, 4)  # of those who gave a level


@dataclass(frozen=True, slots=True)
class Tally:
    """How many gave each level, and how many do not know."""

    counts: tuple[int, int, int, int]
    unknown: int = 0

    @classmethod
    def of(cls, kept: Sequence[int]) -> Tally:
        """What the box keeps: « I do not know » first, then the four levels."""
        unknown, first, second, third, fourth = kept
        return cls((first, second, third, fourth), unknown)

    @property
    def given(self) -> int:
        return sum(self.counts)

    @property
    def answers(self) -> int:
        return self.given + self.unknown

    @property
    def median(self) -> int | None:
        """The level that half of the answers do not pass; of two in the middle, the lower one."""
        return self.reached_by(HALF)

    @property
    def middle(self) -> tuple[int, int] | None:
        """Between which levels half of the answers stand, those furthest down and up left out."""
        low, high = self.reached_by(QUARTER), self.reached_by(1 - QUARTER)
        return None if low is None or high is None else (low, high)

    def reached_by(self, share: Fraction) -> int | None:
        """The first level that such a share of the answers does not pass."""
        seen = 0
        for level, count in zip(LEVELS, self.counts, strict=True):
            seen += count
            if count and seen >= share * self.given:
                return level
        return None

    @property
    def mean(self) -> Fraction | None:
        total = sum(level * count for level, count in zip(LEVELS, self.counts, strict=True))
        return Fraction(total, self.given) if self.given else None

    @property
    def variance(self) -> Fraction:
        mean = self.mean
        if mean is None:
            return Fraction(0)
        away = sum(((level - mean) ** 2 * count for level, count in zip(LEVELS, self.counts, strict=True)), Fraction(0))
        return away / self.given

    @property
    def is_split(self) -> bool:
        """A quarter of those who gave a level stand two levels or more away from the median."""
        median = self.median
        if median is None:
            return False
        far = sum(count for level, count in zip(LEVELS, self.counts, strict=True) if abs(level - median) >= FAR)
        return Fraction(far, self.given) >= SPLIT


def mean_of(tallies: Sequence[Tally]) -> Fraction | None:
    """The mean level of an axis: each dimension weighs the same."""
    means = [mean for one in tallies if (mean := one.mean) is not None]
    return sum(means, Fraction(0)) / len(means) if means else None
