from __future__ import annotations

from dataclasses import dataclass

from filrouge.kernel import registry
from filrouge.kernel.registry import EvidenceItem
from filrouge.kernel.tenancy.models import Membership


@dataclass(frozen=True, slots=True)
class Axis:
    title: str
    items: list[EvidenceItem]

    @property
    def ready(self) -> int:
        return sum(item.state == "ready" for item in self.items)

    @property
    def minutes(self) -> int:
        return sum(item.minutes or 0 for item in self.items)


@dataclass(frozen=True, slots=True)
class Year:
    year: int
    axes: list[Axis]
    ready: int
    draft: int
    missing: int
    attendances: int


def evidence_of(membership: Membership, year: int) -> Year:
    """Every proof the rooms hold for a civil year, by axis, oldest first."""
    found: dict[str, list[EvidenceItem]] = {}
    for provider in registry.evidence.values():
        for item in provider(membership, year):
            found.setdefault(item.axis, []).append(item)
    items = [item for axis in found.values() for item in axis]
    return Year(
        year=year,
        axes=[Axis(title, sorted(found[title], key=lambda item: item.happened_on)) for title in sorted(found)],
        ready=sum(item.state == "ready" for item in items),
        draft=sum(item.state == "draft" for item in items),
        missing=sum(item.state == "missing" for item in items),
        attendances=sum(item.attendance or 0 for item in items),
    )
