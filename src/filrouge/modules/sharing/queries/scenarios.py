from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from filrouge.kernel import registry
from filrouge.kernel.people.enums import Profession
from filrouge.kernel.registry import YearlyAmount
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.sharing.engine import Line, Outcome, Refused, share_out
from filrouge.modules.sharing.enums import Base
from filrouge.modules.sharing.models import Scenario, cents_of, rules_from
from filrouge.modules.sharing.queries.team import Team

AT_ONCE = 3  # side by side
TOGETHER = 2  # a profession of one person would show what this person receives


@dataclass(frozen=True, slots=True)
class Tried:
    """A scenario applied to the team; either an outcome or why not."""

    scenario: Scenario
    outcome: Outcome | None
    refusal: str = ""

    def line_of(self, key: str) -> Line | None:
        lines = self.outcome.lines if self.outcome else ()
        return next((line for line in lines if line.associate.key == key), None)


@dataclass(frozen=True, slots=True)
class Group:
    """Associates of one profession, or of several when one of them is alone in theirs."""

    codes: tuple[str, ...]
    label: str
    keys: tuple[str, ...]

    def cents_in(self, tried: Tried) -> int | None:
        if tried.outcome is None:
            return None
        return sum(line.cents for line in tried.outcome.lines if line.associate.key in self.keys)


def scenarios_of(year: int) -> QuerySet[Scenario]:
    return Scenario.objects.filter(year=year).select_related("organisation").order_by("pk")


def amounts_of(membership: Membership, year: int) -> list[YearlyAmount]:
    """What the rooms say the year brings."""
    return [one for provider in registry.yearly_amounts.values() for one in provider(membership, year)]


def tried(scenario: Scenario, amounts: Sequence[YearlyAmount], team: Team) -> Tried:
    total = _total(scenario, amounts)
    if total is None:
        return Tried(scenario, None, "L’année ACI n’est pas encore saisie : saisissez-la, ou écrivez un autre montant.")
    try:
        return Tried(scenario, share_out(cents_of(total), team.associates, rules_from(scenario.rules)))
    except Refused as refusal:
        return Tried(scenario, None, str(refusal))


def _total(scenario: Scenario, amounts: Sequence[YearlyAmount]) -> Decimal | None:
    if scenario.base == Base.TYPED:
        return scenario.amount
    if not amounts:
        return None
    known = [one.secured if scenario.base == Base.SECURED else one.expected for one in amounts]
    return sum(known, Decimal(0))


def groups_of(team: Team, *, nobody_alone: bool = False) -> list[Group]:
    """By profession. ``nobody_alone``: what is shown to all never tells what one person receives."""
    held: dict[str, list[str]] = {}
    for one in team.associates:
        held.setdefault(one.profession, []).append(one.key)
    found = [Group((code,), str(Profession(code).label), tuple(keys)) for code, keys in held.items()]
    found.sort(key=lambda group: (-len(group.keys), group.label))
    if not nobody_alone:
        return found
    alone = [group for group in found if len(group.keys) < TOGETHER]
    kept = [group for group in found if len(group.keys) >= TOGETHER]
    if alone and sum(len(group.keys) for group in alone) < TOGETHER and kept:
        alone.append(kept.pop())
    return [*kept, _merged(alone)] if alone else kept


def _merged(groups: Sequence[Group]) -> Group:
    return Group(
        tuple(code for group in groups for code in group.codes),
        ", ".join(group.label for group in groups),
        tuple(key for group in groups for key in group.keys),
    )
