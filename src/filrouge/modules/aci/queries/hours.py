"""When the team is open in a year, site by site, and what the scale keeps of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from filrouge.modules.aci.engine import Opening
from filrouge.modules.aci.engine.hours import SiteHours, decided_by
from filrouge.modules.aci.models import SiteOpening


@dataclass(frozen=True)
class TeamOpening:
    """At least one site. ``by_site``: the rows in force, by the key of their site."""

    year: int
    by_site: Mapping[UUID | None, SiteOpening]

    @cached_property
    def hours(self) -> list[SiteHours]:
        return [row.hours for row in self.by_site.values()]

    @cached_property
    def decides(self) -> SiteHours:
        return decided_by(self.hours, self.year)

    @property
    def opening(self) -> Opening:
        return self.decides.opening

    def facts(self) -> dict[str, Any]:
        """By place in a case."""
        return {f"opening.{name}": value for name, value in asdict(self.opening).items()}


def opening_of(year: int) -> TeamOpening | None:
    """What was typed by site, the latest up to this year; None when nobody went into the detail."""
    found: dict[UUID | None, SiteOpening] = {}
    for row in SiteOpening.objects.filter(from_year__lte=year).select_related("site"):
        found.setdefault(row.site_id, row)
    if len(found) > 1:
        found.pop(None, None)  # typed for the whole house, before its sites had their own
    return TeamOpening(year, found) if found else None
