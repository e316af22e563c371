"""Indicators that the rooms compute from the work: shown beside the others, never typed."""

from __future__ import annotations

from dataclasses import dataclass

from filrouge.kernel import registry
from filrouge.kernel.registry import Indicator
from filrouge.kernel.tenancy.models import Membership

MINE = "indicators"  # those that are typed here, which the reports read beside the others


@dataclass(frozen=True, slots=True)
class Computed:
    now: Indicator
    years: list[tuple[int, Indicator]]  # oldest first; a year without a value is left out

    @property
    def anchor(self) -> str:
        return self.now.code.replace(".", "-")


def computed_of(membership: Membership, year: int, back: int = 2) -> list[Computed]:
    """By label, with the years before. Constant: each room is asked once a year."""
    found: dict[str, list[tuple[int, Indicator]]] = {}
    for one in range(year - back, year + 1):
        for room, provider in registry.indicators.items():
            if room == MINE:
                continue
            for indicator in provider(membership, one):
                found.setdefault(indicator.code, []).append((one, indicator))
    last = [Computed(years[-1][1], years) for years in found.values() if years[-1][0] == year]
    return sorted(last, key=lambda one: one.now.label)
