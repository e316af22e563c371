from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.modules.sharing.engine import HOUR
from filrouge.modules.sharing.enums import Base
from filrouge.modules.sharing.models import Scenario, cents_of, euros_of
from filrouge.modules.sharing.queries import Team
from filrouge.ui.forms import MoneyInput

USUAL_CHARGES = ("Coordination", "Système d’information", "Loyer et locaux", "Comptabilité", "")
FLATS = 5


def _money(label: str, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_digits=9, decimal_places=2, widget=MoneyInput, **more
    )


def _percent(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=100)


def _label(name: str) -> forms.CharField:
    return forms.CharField(label=name, required=False, max_length=80)


class ScenarioForm(IdentityGuard):
    """Rules as one says them: euros, hours, percentages. Empty: the rule is not used."""

    title = forms.CharField(label="Nom du scénario", max_length=80)
    base = forms.ChoiceField(label="Montant de départ", choices=Base.choices)
    amount = _money("Si c’est un autre montant")
    equal = _percent("À parts égales (%)")
    hours = _percent("Selon les heures (%)")
    key = _percent("Selon la clé des professions (%)")
    ceiling = _money("Au plus, par personne")
    minimum = forms.IntegerField(label="Heures comptées au moins", required=False, min_value=0, max_value=2000)

    def __init__(self, *args: Any, team: Team, scenario: Scenario | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team = team
        for rank, _name in enumerate(USUAL_CHARGES):
            self.fields[f"charge-{rank}"] = _label("Charge")
            self.fields[f"charge-{rank}-amount"] = _money("Montant")
        people = [("", "Personne"), *((key, str(person)) for key, person in team.people.items())]
        for rank in range(FLATS):
            self.fields[f"flat-{rank}"] = _label("Rôle ou projet")
            self.fields[f"flat-{rank}-person"] = forms.ChoiceField(label="Qui", choices=people, required=False)
            self.fields[f"flat-{rank}-amount"] = _money("Montant")
        for code, label in team.professions:
            self.fields[f"rate-{code}"] = _money(f"{label}, par heure")
            self.fields[f"weight-{code}"] = forms.DecimalField(
                label=label, required=False, min_value=0, max_value=100, decimal_places=2
            )
        self.initial = _typed(scenario) if scenario else _usual()
        self.guarded = tuple(name for name, field in self.fields.items() if type(field) is forms.CharField)  # type: ignore[misc]
        self.guarded = tuple(name for name in self.guarded if name != "acknowledged")  # type: ignore[misc]

    def charges(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        for rank, _name in enumerate(USUAL_CHARGES):
            yield self[f"charge-{rank}"], self[f"charge-{rank}-amount"]

    def flats(self) -> Iterator[tuple[forms.BoundField, ...]]:
        for rank in range(FLATS):
            yield tuple(self[f"flat-{rank}{part}"] for part in ("", "-person", "-amount"))

    def rates(self) -> list[forms.BoundField]:
        return [self[f"rate-{code}"] for code, _label in self.team.professions]

    def weights(self) -> list[forms.BoundField]:
        return [self[f"weight-{code}"] for code, _label in self.team.professions]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if sum(cleaned.get(name) or 0 for name in ("equal", "hours", "key")) > 100:
            raise ValidationError({"key": "Les trois parts dépassent 100 % : baissez l’une d’elles."}, code="over")
        self._refuse_halves(cleaned)
        return cleaned

    def _refuse_halves(self, cleaned: dict[str, Any]) -> None:
        """What would be left aside without a word."""
        if cleaned.get("amount") is not None and cleaned.get("base") not in {Base.TYPED, None}:
            text = f"Un montant est écrit à côté : choisissez « {Base.TYPED.label} », ou videz-le."
            self.add_error("base", ValidationError(text, code="amount"))
        for rank in range(FLATS):
            amount, person = cleaned.get(f"flat-{rank}-amount"), cleaned.get(f"flat-{rank}-person")
            if amount and not person:
                self.add_error(f"flat-{rank}-person", ValidationError("Dites qui reçoit ce forfait.", code="nobody"))
            if person and not amount:
                self.add_error(
                    f"flat-{rank}-amount", ValidationError("Écrivez le montant de ce forfait.", code="empty")
                )
        weighs = any(cleaned.get(f"weight-{code}") is not None for code, _label in self.team.professions)
        if weighs and not cleaned.get("key"):
            text = "Des poids sont écrits : dites quelle part suit la clé, ou videz-les."
            self.add_error("key", ValidationError(text, code="no_share"))

    def told(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {
            "title": typed["title"],
            "base": typed["base"],
            "amount": typed["amount"] if typed["base"] == Base.TYPED else None,
            "rules": self._rules(typed),
        }

    def _rules(self, typed: dict[str, Any]) -> dict[str, Any]:
        codes = [code for code, _label in self.team.professions]
        charges = [(typed[f"charge-{rank}"], typed[f"charge-{rank}-amount"]) for rank in range(len(USUAL_CHARGES))]
        flats = [tuple(typed[f"flat-{rank}{part}"] for part in ("", "-person", "-amount")) for rank in range(FLATS)]
        return {
            "charges": [[label or "Autre charge", cents_of(amount)] for label, amount in charges if amount],
            "flats": [[label or "Forfait", person, cents_of(amount)] for label, person, amount in flats if amount],
            "rates": {code: cents_of(rate) for code in codes if (rate := typed[f"rate-{code}"])},
            "keys": {code: str(weight) for code in codes if (weight := typed[f"weight-{code}"]) is not None},
            **{name: typed[name] or 0 for name in ("equal", "hours", "key")},
            "ceiling": cents_of(typed["ceiling"]) if typed["ceiling"] is not None else None,
            "minimum": (typed["minimum"] or 0) * HOUR,
        }


def _usual() -> dict[str, Any]:
    labels = {f"charge-{rank}": label for rank, label in enumerate(USUAL_CHARGES)}
    return {**labels, "base": Base.EXPECTED, "equal": 50, "hours": 50}


def _typed(scenario: Scenario) -> dict[str, Any]:
    """What was typed, from what is kept."""
    rules = scenario.rules
    found: dict[str, Any] = {"title": scenario.title, "base": scenario.base, "amount": scenario.amount}
    for rank, (label, cents) in enumerate(rules.get("charges", ())):
        found |= {f"charge-{rank}": label, f"charge-{rank}-amount": euros_of(cents)}
    for rank, (label, person, cents) in enumerate(rules.get("flats", ())):
        found |= {f"flat-{rank}": label, f"flat-{rank}-person": person, f"flat-{rank}-amount": euros_of(cents)}
    found |= {f"rate-{code}": euros_of(cents) for code, cents in rules.get("rates", {}).items()}
    found |= {f"weight-{code}": Decimal(weight) for code, weight in rules.get("keys", {}).items()}
    found |= {name: rules.get(name) or None for name in ("equal", "hours", "key")}
    if rules.get("ceiling") is not None:
        found["ceiling"] = euros_of(rules["ceiling"])
    if rules.get("minimum"):
        found["minimum"] = rules["minimum"] // HOUR
    return found
