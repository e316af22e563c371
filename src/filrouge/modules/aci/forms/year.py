"""What is typed once for a year."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.modules.aci.engine import Case
from filrouge.modules.aci.forms.calculator import FACTS, NEGATED, SHARES, CaseForm, fields_of
from filrouge.ui.typography import number as said

LABELS = {"rcp": "RCP attendues au 31 décembre", "dossiers": "Dossiers attendus au 31 décembre"}
OPENING = ("heures", "samedi_ferme", "vacances", "fermetures", "sans_snp", "pdsa")  # not asked when told by site
COUNTED = ("associes", "patients", "rcp", "dossiers", "eligibles", "qualite")  # left empty: what the house counts


class YearForm(IdentityGuard, CaseForm):
    guarded = ("associes_raison",)
    annee = None  # type: ignore[assignment]  # the year is that of the page
    # the settings of the year, and those of the RCP, say these
    part_logiciel = part_contrat = logiciel_le = contrat_le = c2s_national = ame_national = exact = None  # type: ignore[assignment]
    associes_raison = forms.CharField(
        label="Pourquoi un autre nombre d’associés", required=False, max_length=200,
        help_text="Seulement si vous retenez un autre nombre que celui de l’équipe.",
    )  # fmt: skip
    shown_as = {"associates_reason": "associes_raison"}

    GROUPS = (
        ("L’équipe", ("patients", "associes", "associes_raison", "ipa")),
        *CaseForm.GROUPS[1:-1],
        ("Système d’information, précarité, contrat", ("label", "c2s", "ame", "nouvelle")),
    )

    def __init__(
        self, *args: Any, case: Case, typed: Mapping[str, Any], facts: Mapping[str, int], **kwargs: Any
    ) -> None:
        """``case``: what the fields show; those that the house counts stay empty unless they were typed."""
        initial = {name: value for name, value in fields_of(case).items() if name != "annee"}
        for name in COUNTED:
            group, _, key = FACTS[name].rpartition(".")
            initial[name] = (typed.get(group, {}) if group else typed).get(key)
        super().__init__(*args, **kwargs | {"initial": initial | kwargs.get("initial", {})})
        self.has_sites = "opening.daily_hours" in facts
        for name in OPENING if self.has_sites else ():
            del self.fields[name]
        quality: Any = self.fields["qualite"]
        quality.choices, quality.empty_value = [("", "comme dans Qualité"), *quality.choices], None
        for name in COUNTED:
            field = self.fields[name]
            field.initial = None
            field.label = LABELS.get(name, field.label)
            counted = facts.get(FACTS[name])
            if counted is not None:
                field.help_text = f"Vide : {said(counted)}, compté dans la maison."
        if not facts.get("associates"):
            self.fields["associes"].help_text = "Personne n’est encore noté associé : écrivez leur nombre."
            if not self.initial.get("associes_raison"):
                del self.fields["associes_raison"]

    def facts(self) -> dict[str, Any]:
        """The part of a case that was typed, as it is kept."""
        data: dict[str, Any] = {}
        for name in FACTS.keys() & self.fields.keys():
            path, value = FACTS[name], self._typed(name)
            if value is not None:
                group, _, key = path.rpartition(".")
                (data.setdefault(group, {}) if group else data)[key] = not value if name in NEGATED else value
        crisis = self.cleaned_data["crise"]
        data["crisis"] |= {"declared": crisis, "actions": crisis}
        data["public_health_missions"] = [{"theme": theme} for theme in self.cleaned_data["missions"]]
        return data

    def _typed(self, name: str) -> Any:
        value = self.cleaned_data[name] if name in COUNTED else self.told(name)
        if isinstance(value, Decimal):
            return str(value / 100 if name in SHARES else value)
        return value
