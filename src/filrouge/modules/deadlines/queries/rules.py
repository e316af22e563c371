"""The rules shipped with the house: one dated file each, in ``rules/``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.apps import apps

from filrouge.kernel.rules.queries import NoRuleError, RuleSet, folder_of, load
from filrouge.modules.deadlines.enums import Feature
from filrouge.modules.deadlines.queries.dates import Situation, applies

SINCE_EVER = date(2000, 1, 1)  # in a rule file: in force, since a day that is not known


@dataclass(frozen=True, slots=True)
class Shipped:
    """A rule as it holds on a day, with the columns an obligation keeps of it."""

    code: str
    columns: Mapping[str, Any]
    conditions: Mapping[str, Any]
    per_site: bool
    is_control: bool
    rented: str
    indicator: str  # of the scale of the ACI, that its file proves

    def columns_for(self, situation: Situation) -> dict[str, Any]:
        """In rented premises, some things are for who owns them."""
        found = dict(self.columns)
        if self.rented and Feature.RENTED in situation.ticked:
            found["responsible"] = self.rented
        return found


def shipped(day: date) -> list[Shipped]:
    """Every rule in force that day, in the order of their codes."""
    found = (shipped_rule(code, day) for code in codes())
    return [rule for rule in found if rule is not None]


def shipped_rule(code: str, day: date) -> Shipped | None:
    return read(load("deadlines", code), day) if code in codes() else None


def read(rules: RuleSet, day: date) -> Shipped | None:
    try:
        rule = rules.at(day)
    except NoRuleError:
        return None
    values = plain(rule.values)
    columns = {
        "title": values["title"],
        "theme": values["theme"],
        "responsible": values["responsible"],
        "lead_days": values["lead_days"],
        "proof": values["proof"],
        "note": values.get("note", ""),
        "source": rule.source,
        "confidence": rule.confidence,
        "checked_on": rule.checked_on,
        "valid_from": None if rule.valid_from == SINCE_EVER else rule.valid_from,
        "schedule": values["schedule"],
        "axis": values.get("axis", ""),
    }
    return Shipped(
        code=rules.id,
        columns=columns,
        conditions=values["applies"],
        per_site=values.get("per_site", False),
        is_control=values.get("control", False),
        rented=values.get("responsible_if_rented", ""),
        indicator=values.get("indicator", ""),
    )


def indicators(day: date) -> dict[str, str]:
    """By code of a rule, the indicator of the ACI that its file proves."""
    return {rule.code: rule.indicator for rule in shipped(day) if rule.indicator}


def applicable(situation: Situation, day: date) -> list[Shipped]:
    return [rule for rule in shipped(day) if applies(rule.conditions, situation)]


@cache
def codes() -> tuple[str, ...]:
    folder = folder_of(apps.get_app_config("deadlines"))
    return tuple(sorted(path.stem for path in folder.glob("*.toml")))


def plain(value: Any) -> Any:
    """Frozen tables and tuples as what a JSON column holds."""
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [plain(inner) for inner in value]
    return value
