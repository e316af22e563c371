"""« France Santé » for a year: the amount as a range, the engagements, what is missing. The ACI never reads this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from filrouge.kernel.rules import queries as rules
from filrouge.kernel.rules.queries import Rule
from filrouge.modules.aci.models import Adhesion, Engagement, OwnAmount
from filrouge.modules.aci.models.france_sante import BEGINS_ON
from filrouge.ui.typography import count

REACHED, UNKNOWN = Engagement.State.REACHED, Engagement.State.UNKNOWN
COLOURS = {"reached": "green", "not_reached": "red", "unknown": "grey"}


@dataclass(frozen=True, slots=True)
class Asked:
    """An engagement as it is asked, and as the team stands."""

    code: str
    label: str
    detail: str
    is_core: bool
    confidence: str
    row: Engagement

    @property
    def colour(self) -> str:
        return COLOURS[self.row.state]


@dataclass(frozen=True, slots=True)
class FranceSante:
    year: int
    rule: Rule
    adhesion: Adhesion
    own: OwnAmount | None
    low: Decimal
    high: Decimal
    engagements: list[Asked]

    @property
    def is_range(self) -> bool:
        return self.low != self.high

    @property
    def full_until(self) -> date:
        found = self.rule.value("full_until")
        assert isinstance(found, date)
        return found

    @property
    def missing(self) -> list[Asked]:
        return [one for one in self.engagements if one.is_core and one.row.state != REACHED]

    @property
    def eligibility(self) -> str:
        """In words, on the core that is known."""
        unknown = sum(one.row.state == UNKNOWN for one in self.missing)
        if not self.missing:
            return "Les engagements connus du socle sont atteints : l’équipe peut demander à rejoindre France Santé."
        if unknown == len(self.missing):
            return f"Rien ne s’y oppose à ce jour ; {count(unknown, 'engagement')} du socle à vérifier."
        return f"Pas encore : {count(len(self.missing) - unknown, 'engagement')} du socle à atteindre."


def exists_in(year: int) -> bool:
    return year >= BEGINS_ON.year


def amount_of(rule: Rule, adhesion: Adhesion, own: OwnAmount | None) -> tuple[Decimal, Decimal]:
    """At least, at most: what the team was told, else what the sources say for the day it joined."""
    if own is not None:
        return own.low, own.high
    until = rule.value("full_until")
    if adhesion.joined_on is not None and isinstance(until, date) and adhesion.joined_on <= until:
        return rule.decimal("full"), rule.decimal("full")
    return rule.decimal("low"), rule.decimal("high")


def france_sante_of(year: int, *, engagements: bool = True) -> FranceSante | None:
    """None before 2026. ``engagements``: not read when only the amount is shown."""
    if not exists_in(year):
        return None
    day = date(year, 12, 31)
    rule = rules.load("aci", "aci_france_sante").at(day)
    adhesion = Adhesion.objects.first() or Adhesion()
    own = OwnAmount.objects.filter(year=year).first()
    low, high = amount_of(rule, adhesion, own)
    return FranceSante(year, rule, adhesion, own, low, high, _engagements(day) if engagements else [])


def _engagements(day: date) -> list[Asked]:
    rule = rules.load("aci", "aci_france_sante_engagements").at(day)
    known = {row.code: row for row in Engagement.objects.select_related("person")}
    found = []
    for code, said in rule.values.items():
        assert isinstance(said, Mapping)
        row = known.get(code) or Engagement(code=code)
        label, detail, confidence = (str(said[name]) for name in ("label", "detail", "confidence"))
        found.append(Asked(code, label, detail, bool(said["core"]), confidence, row))
    return found
