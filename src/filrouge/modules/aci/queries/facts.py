"""The case of a year: what the rooms count, under what is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from filrouge.kernel import registry
from filrouge.kernel.people.queries import associates_at_end_of
from filrouge.kernel.reading import told_by_year, told_once
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.aci.engine import Case, case_from
from filrouge.modules.aci.models import YearInputs
from filrouge.modules.aci.queries.hours import opening_of
from filrouge.modules.aci.queries.settings import settings_of

COUNTED_BY_WORK = ("rcp.meetings", "rcp.files")  # typed: what is expected on 31 December; counted: what is proved


def inputs_of(year: int) -> YearInputs | None:
    return next((row for row in _typed() if row.year == year), None)


@told_once
def _typed() -> tuple[YearInputs, ...]:
    """A row by year."""
    return tuple(YearInputs.objects.all())


@told_by_year
def _associates(years: Sequence[int]) -> dict[int, int]:
    return associates_at_end_of(years)


def facts_of(membership: Membership, year: int) -> dict[str, Any]:
    """By place in a case (« rcp.files »): settings, hours of the sites, associates on 31 December, what rooms count."""
    settings = settings_of(year)
    found = {**settings.facts(), "associates": _associates(year)}
    if opening := opening_of(year, settings):
        found |= opening.facts()
    for provider in registry.aci_facts.values():
        found |= provider(membership, year)
    return found


def case_of(year: int, facts: Mapping[str, int], typed: Mapping[str, Any]) -> Case:
    """Raises ``BadCase`` when what is counted and what is typed contradict each other."""
    data: dict[str, Any] = {"patients": 0, "associates": 0}
    for path, value in facts.items():
        group, _, key = path.rpartition(".")
        (data.setdefault(group, {}) if group else data)[key] = value
    for key, value in typed.items():
        if key == "opening" and "opening.daily_hours" in facts:
            continue  # the hours of the sites come before the direct answer
        data[key] = {**data.get(key, {}), **value} if isinstance(value, Mapping) else value
    return case_from({**data, "year": year})


def proved_case(year: int, facts: Mapping[str, int], typed: Mapping[str, Any]) -> Case:
    """The same year with the RCP that the house has seen, whatever is expected on 31 December."""
    seen = {path.partition(".")[2] for path in COUNTED_BY_WORK if path in facts}
    rcp = {key: value for key, value in typed.get("rcp", {}).items() if key not in seen}
    return case_of(year, facts, {**typed, "rcp": rcp})
