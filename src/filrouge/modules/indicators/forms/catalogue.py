from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import people_on
from filrouge.modules.indicators import queries
from filrouge.modules.indicators.enums import Theme
from filrouge.modules.indicators.models import Indicator
from filrouge.modules.indicators.queries import STATES, Asked
from filrouge.ui.forms import DateInput, NumberField


class FilterForm(forms.Form):
    q = forms.CharField(
        label="Rechercher un indicateur",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Rechercher un indicateur"}),
    )
    theme = forms.ChoiceField(label="Thème", required=False, choices=[("", "Tous les thèmes"), *Theme.choices])
    qui: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        label="Qui donne la valeur", required=False, queryset=None, empty_label="Tout le monde"
    )
    etat = forms.ChoiceField(required=False, choices=[*STATES.items()], widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["qui"].queryset = queries.owners()  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """What is valid in the address filters; what is not is ignored rather than refused."""
        self.is_valid()
        cleaned = self.cleaned_data
        return Asked(
            cleaned.get("etat") or "running", cleaned.get("q", ""), cleaned.get("theme", ""), cleaned.get("qui")
        )


class IndicatorForm(IdentityGuard, forms.ModelForm[Indicator]):
    guarded = ("title", "definition", "numerator", "denominator", "source", "project_theme")

    GROUPS = (
        ("Ce qu’on suit", ("title", "theme", "definition")),
        ("La formule", ("kind", "unit", "numerator", "denominator")),
        ("Qui compte, quand", ("source", "owner", "frequency", "starts_on")),
        ("L’objectif", ("direction", "target", "target_on", "alert")),
        ("À quoi il sert", ("aci", "project_theme")),
    )

    class Meta:
        model = Indicator
        fields = [
            "title", "theme", "definition", "kind", "unit", "numerator", "denominator", "source", "owner", "frequency",
            "starts_on", "direction", "target", "target_on", "alert", "aci", "project_theme",
        ]  # fmt: skip
        widgets = {
            "definition": forms.Textarea(attrs={"rows": 3}),
            "starts_on": DateInput,
            "target_on": DateInput,
            "target": forms.TextInput,
            "alert": forms.TextInput,
        }
        field_classes = {"target": NumberField, "alert": NumberField}
        help_texts = {
            "definition": "En une ou deux phrases, pour que deux personnes comptent la même chose.",
            "numerator": "Avec son unité : « patients de 65 ans et plus vaccinés ».",
            "denominator": "Vide pour un nombre simple.",
            "unit": "Pour un rapport ou un nombre : jours, personnes, heures… Une part est en %.",
            "owner": "Reçoit un lien personnel à la fin de chaque période.",
            "alert": "De ce côté-là, la page le dit et compte depuis quand.",
            "starts_on": "Aucune valeur n’est demandée pour les périodes d’avant.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people_on(timezone.localdate())  # type: ignore[attr-defined]
        self.fields["owner"].empty_label = "La coordination"  # type: ignore[attr-defined]
        self.fields["unit"].required = False
        self.fields["starts_on"].required = False

    def clean_unit(self) -> str:
        return str(self.cleaned_data["unit"]).strip() or "%"

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names]) for title, names in self.GROUPS]

    def _post_clean(self) -> None:
        """The service validates the whole row."""
