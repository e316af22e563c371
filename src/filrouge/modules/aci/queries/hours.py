"""When the team is open in a year, site by site, and what the scale keeps of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from filrouge.kernel.reading import told_once
from filrouge.modules.aci.engine import Opening
from filrouge.modules.aci.engine.hours import FEWEST, SiteHours, decided_by
from filrouge.modules.aci.models import DirectAnswer, SiteOpening
from filrouge.modules.aci.queries.settings import SettingsOfYear, settings_of


@dataclass(frozen=True)
class TeamOpening:
    """At least one site. ``by_site``: the rows in force, by the key of their site."""

    year: int
    by_site: Mapping[UUID | None, SiteOpening]
    rule: str  # of the sites, the one that decides

    @cached_property
    def hours(self) -> list[SiteHours]:
        return [row.hours for row in self.by_site.values()]

    @cached_property
    def decides(self) -> SiteHours:
        return decided_by(self.hours, self.year, self.rule)

    @property
    def opening(self) -> Opening:
        return self.decides.opening

    def facts(self) -> dict[str, Any]:
        """By place in a case."""
        return {f"opening.{name}": value for name, value in asdict(self.opening).items()}


def opening_of(year: int, settings: SettingsOfYear | None = None) -> TeamOpening | None:
    """What was typed by site, the latest up to this year; None when nobody went into the detail.

    Either every site counts, or none: those of a year that is answered directly.
    """
    found: dict[UUID | None, SiteOpening] = {}
    for row in _rows():
        if row.from_year <= year:
            found.setdefault(row.site_id, row)
    if len(found) > 1:
        found.pop(None, None)  # typed for the whole house, before its sites had their own
    if not found or answered_directly(year):
        return None
    rule = str((settings or settings_of(year)).site_rule.value) if len(found) > 1 else FEWEST
    return TeamOpening(year, found, rule)


@told_once
def _rows() -> tuple[SiteOpening, ...]:
    """By site, the latest first."""
    return tuple(SiteOpening.objects.select_related("site"))


@told_once
def _answers() -> tuple[DirectAnswer, ...]:
    return tuple(DirectAnswer.objects.all())


def answered_directly(year: int) -> bool:
    """Whether a direct answer holds in this year, be it given for an earlier one."""
    return any(answer.holds_in(year) for answer in _answers())
