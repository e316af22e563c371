"""Rules as one reads them aloud before a vote."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from filrouge.kernel.people.enums import Profession
from filrouge.modules.sharing.engine import HOUR, Outcome, Rules
from filrouge.modules.sharing.models import Scenario, euros_of, rules_from
from filrouge.modules.sharing.queries.team import Team
from filrouge.ui.typography import count, euros, number

NOBODYS = {
    "hours": "Personne n’a d’heures comptées cette année : la part selon les heures reste à la société.",
    "key": "Aucune profession de l’équipe n’a de poids : la part selon la clé reste à la société.",
}
WEIGHTLESS = (
    "Aucune profession de qui atteint le minimum d’heures n’a de poids : la part selon la clé reste à la société."
)
ALL_BELOW = "Personne n’atteint le minimum d’heures : seuls les forfaits sont dus."


def rules_in_words(scenario: Scenario, team: Team, *, names: bool = True) -> list[str]:
    """One sentence a rule, in the order they apply. Without ``names``, roles are said and not who holds them."""
    rules = rules_from(scenario.rules)
    return [*_charges(rules), *_flats(rules, team, names=names), *_rates(rules), *_shares(rules), *_limits(rules)]


def _charges(rules: Rules) -> Iterator[str]:
    if rules.charges:
        said = ", ".join(f"{one.label} {_money(one.cents)}" for one in rules.charges)
        yield f"D’abord les charges : {said}."


def _flats(rules: Rules, team: Team, *, names: bool) -> Iterator[str]:
    for one in rules.flats:
        person = team.people.get(one.associate)
        who = f" à {person}" if names and person else ""
        yield f"Forfait « {one.label} »{who} : {_money(one.cents)}."


def _rates(rules: Rules) -> Iterator[str]:
    if rules.rates:
        said = ", ".join(f"{Profession(code).label} {_money(cents)}" for code, cents in rules.rates.items())
        yield f"Chaque heure comptée est payée : {said}."


def _shares(rules: Rules) -> Iterator[str]:
    if rules.equal:
        yield f"{_percent(rules.equal)} du reste à parts égales, selon les jours où chacun est associé dans l’année."
    if rules.hours:
        yield f"{_percent(rules.hours)} du reste selon les heures comptées."
    if rules.key:
        said = ", ".join(f"{Profession(code).label} {number(float(weight))}" for code, weight in rules.keys.items())
        yield f"{_percent(rules.key)} du reste selon la clé des professions ({said or 'la même pour toutes'})."


def _limits(rules: Rules) -> Iterator[str]:
    if rules.minimum:
        hours = count(rules.minimum // HOUR, "heure")
        yield f"Sous {hours} comptées dans l’année, seuls les forfaits sont dus."
    if rules.ceiling is not None:
        yield f"Personne ne reçoit plus de {_money(rules.ceiling)} ; ce qui dépasse reste à la société."


def outcome_in_words(outcome: Outcome) -> list[str]:
    said = []
    if outcome.scale < 1:
        share = f"{number(float(round(outcome.scale * 100, 1)))} %"
        said.append(f"Le montant ne suffit pas à payer toutes les heures : chaque taux est ramené à {share}.")
    said += _kept_back(outcome)
    if outcome.left:
        said.append(f"{_money(outcome.left)} restent à la société.")
    if not outcome.lines:
        said.append("Personne n’est associé cette année : il n’y a personne à qui répartir.")
    return said


def _kept_back(outcome: Outcome) -> Iterator[str]:
    """Why a share went to nobody. Under the minimum there is no other reason."""
    below = [line.is_below for line in outcome.lines]
    if below and all(below):
        yield ALL_BELOW
    elif below:
        yield from (WEIGHTLESS if any(below) and part == "key" else NOBODYS[part] for part in outcome.nobodys)


def _percent(share: Fraction) -> str:
    return f"{number(float(share * 100))} %"


def _money(cents: int) -> str:
    return euros(euros_of(cents))
