"""How long an act takes: the team's own time, else what its ledger says, else the usual one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from filrouge.kernel import registry
from filrouge.kernel.rules.queries import Rule, load
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.aci.engine import Case, Scale
from filrouge.modules.aci.models import OwnTime

OWN, LEDGER, USUAL = "votre temps", "d’après vos temps notés", "usage"
MOST = 60_000  # minutes


@dataclass(frozen=True, slots=True)
class ActTime:
    code: str
    minutes: int
    source: str


def usual(year: int) -> Rule:
    return load("aci", "aci_times").at(date(year, 12, 31))


def known_acts(scale: Scale, rule: Rule) -> list[str]:
    """Every act that has a time, in the order of the scale: its proof, then its next step."""
    codes = [*scale.indicators, "ipa"]
    proofs, steps = rule.table("proofs"), rule.table("steps")
    return [f"{kind}:{code}" for code in codes for kind, table in (("proof", proofs), ("step", steps)) if code in table]


def usual_minutes(rule: Rule, act: str) -> int:
    kind, _, code = act.partition(":")
    if kind == "proof":
        return rule.integer(f"proofs.{code if code in rule.table('proofs') else 'other'}")
    return rule.integer(f"steps.{code}.minutes")


@dataclass(frozen=True, slots=True)
class Times:
    """Of one year, for one team."""

    rule: Rule
    own: Mapping[str, int]
    ledger: Mapping[str, int]  # by act: what one took

    def of(self, act: str) -> ActTime:
        if act in self.own:
            return ActTime(act, self.own[act], OWN)
        if act in self.ledger:
            return ActTime(act, self.ledger[act], LEDGER)
        return ActTime(act, usual_minutes(self.rule, act), USUAL)


def times_of(membership: Membership, year: int, case: Case) -> Times:
    rule = usual(year)
    return Times(rule, {row.act: row.minutes for row in OwnTime.objects.all()}, _ledger(membership, year, case, rule))


def _ledger(membership: Membership, year: int, case: Case, rule: Rule) -> dict[str, int]:
    """Minutes noted for an activity, shared among what it produced this year; a ledger barely begun says nothing."""
    spent: dict[str, int] = {}
    for give in registry.time_spent.values():
        for activity, minutes in give(membership, year).items():
            spent[activity] = spent.get(activity, 0) + minutes
    made = {"rcp": case.rcp.meetings, "protocols": case.protocols}
    found = {}
    for code, number in made.items():
        minutes = spent.get(rule.text(f"steps.{code}.activity"), 0)
        least = rule.integer(f"steps.{code}.minutes") * rule.integer("ledger_at_least_percent")
        if number and minutes // number * 100 >= least:
            found[f"step:{code}"] = min(minutes // number, MOST)
    return found
