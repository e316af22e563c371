from __future__ import annotations

from typing import Any

from django import forms

from filrouge.reports.evidence.enums import GATHERED, STATES, TWIN
from filrouge.reports.evidence.queries import Asked, Vault


class FilterForm(forms.Form):
    q = forms.CharField(
        label="Rechercher une preuve",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Rechercher une preuve"}),
    )
    indicateur = forms.ChoiceField(label="Indicateur", required=False)
    etat = forms.ChoiceField(
        label="État",
        required=False,
        choices=[("", "Tous les états"), *((code, word.capitalize()) for code, (word, _tone) in STATES.items()),
                 (GATHERED, "Réunies : prêtes, envoyées ou acceptées"), (TWIN, "Déjà là sous un autre nom")],
    )  # fmt: skip
    nature = forms.ChoiceField(label="Nature", required=False)
    annee = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, vault: Vault, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        headings = [group.heading for group in vault.groups]
        indicator: Any = self.fields["indicateur"]
        indicator.choices = [("", "Tous les indicateurs"),
                             *((one.code, f"{one.number} {one.label}".strip()) for one in headings)]  # fmt: skip
        kinds = sorted({proof.item.kind for proof in vault.proofs})
        kind: Any = self.fields["nature"]
        kind.choices = [("", "Toutes les natures"), *((one, one) for one in kinds)]

    def asked(self) -> Asked:
        """What is valid in the address filters; what is not is ignored rather than refused."""
        self.is_valid()
        told = self.cleaned_data
        return Asked(told.get("indicateur", ""), told.get("etat", ""), told.get("nature", ""), told.get("q", ""))
