"""What the post brings, in facts: only figures the rooms give from rows that exist."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from filrouge.kernel import registry
from filrouge.kernel.registry.gathered import counting_proofs_of
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.coordinator.enums import Audience
from filrouge.modules.coordinator.queries.post import Budget
from filrouge.ui.typography import count, duration, euros, number

FILE = Path(__file__).resolve().parents[1] / "argument.toml"


@dataclass(frozen=True, slots=True)
class Fact:
    code: str
    label: str
    value: str
    detail: str = ""
    url: str = ""


def facts_of(membership: Membership, budget: Budget, audience: Audience) -> list[Fact]:
    """Those this reader looks for first, then the others. A figure of nothing is not given."""
    found = {fact.code: fact for fact in _facts(membership, budget)}
    first = [code for code in _texts()[audience]["first"] if code in found]
    return [found[code] for code in [*first, *(code for code in found if code not in first)]]


def lead_of(audience: Audience) -> str:
    return str(_texts()[audience]["lead"])


def _facts(membership: Membership, budget: Budget) -> Iterator[Fact]:
    if budget.minutes_noted:
        yield Fact("hours", "Temps de coordination noté", duration(budget.minutes_noted))
    if budget.cost:
        detail = f"{euros(budget.per_hour)} de l’heure" if budget.per_hour else ""
        yield Fact("cost", "Coût du poste dans l’année", euros(budget.cost, 0), detail)
    for provider in registry.indicators.values():
        for one in provider(membership, budget.year):
            if one.value:
                yield Fact(one.code, one.label, _shown(one.value, one.unit), one.formula, one.url)
    yield from _money(membership, budget.year)
    yield from _proofs(membership, budget.year)


MONEY = ("aci.total", "aci.secured")  # what the work of coordination keeps coming in


def _money(membership: Membership, year: int) -> Iterator[Fact]:
    give = registry.report_sections.get("aci")
    for section in give(membership, year) if give else ():
        for one in section.figures:
            if one.code in MONEY and one.value:
                yield Fact(one.code, one.label, one.shown, one.formula, one.url)


def _proofs(membership: Membership, year: int) -> Iterator[Fact]:
    items = [item for item in counting_proofs_of(membership, year) if item.state != "refused"]
    ready = {item.document for item in items if item.state == "ready"}
    followed = count(len({item.document for item in items}), "suivie")
    if ready:
        yield Fact("proofs", "Preuves prêtes pour la déclaration", str(len(ready)), f"sur {followed}")


SIGNS = {"%": "\u202f%", "heures": "\u00a0h", "jours": "\u00a0jours"}  # the label says the other units


def _shown(value: int | float, unit: str) -> str:
    return number(value) + SIGNS.get(unit, "")


@cache
def _texts() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
