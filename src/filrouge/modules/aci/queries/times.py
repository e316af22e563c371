"""How long an act takes: the team's own time, else what its ledger says, else the usual one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from filrouge.kernel import registry
from filrouge.kernel.rules.queries import Rule, load
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.aci.engine import Case, Rcp, Scale, scale_of
from filrouge.modules.aci.models import OwnTime
from filrouge.ui.typography import date_fr

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


def too_late(code: str, year: int, today: date, rule: Rule, units: int = 1) -> str:
    """Why the next step of a line no longer fits in the year; nothing when it does."""
    last, days = date(year, 12, 31), rule.integer(f"steps.{code}.days") * units
    if today > last:
        return "l’année est finie"
    ends = today + timedelta(days=days)
    if ends <= last:
        return ""
    return f"il faut {days} jours ({rule.text(f'steps.{code}.why')}), ce qui mène au {date_fr(ends)}"


def concertations(noted: Rcp, case: Case, rule: Rule) -> int:
    """Those still to hold, for the meetings and for the files that miss; one a week at most."""
    figures = scale_of(case.year)["rcp"].figures
    meetings = ceil(figures["meetings"] * case.contract_prorata) - noted.meetings
    files = ceil(noted.eligible_patients * figures["full_rate"]) - noted.files
    return max(meetings, ceil(Fraction(files, rule.integer("files_at_a_meeting"))), 1)


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
