from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import people_on
from filrouge.modules.indicators import queries
from filrouge.modules.indicators.models import Cycle, Indicator
from filrouge.ui.forms import DateInput

HELPS = {
    "theme": "Un thème par démarche, parmi ceux du guide de l’ACI.",
    "first_year": "La première année suffit pour le niveau 1.",
    "appointed_on": "Le jour de la lettre ou de la réunion qui l’a décidé.",
    "diagnosis": "Ce qui se passe aujourd’hui : les faits, les chiffres connus, ce que disent l’équipe et les usagers.",
    "theme_reason": "Ce qui, dans l’état des lieux, a fait choisir ce thème plutôt qu’un autre.",
    "objective": "Précis et mesurable : « Passer de 55 % à 80 % de demandes vues avant le lendemain, d’ici décembre ».",
    "plan_note": "Facultatif : qui pilote, quand on en parle, avec quels moyens.",
    "results": "Ce qui a marché, ce qui n’a pas marché, pourquoi. Les chiffres viennent des indicateurs.",
    "revised_plan": "Ce qu’on garde, ce qu’on change, ce qu’on ajoute.",
    "before_on": "Vide : au début de la première année.",
    "after_on": "Vide : à la fin de la dernière année.",
}
LONG = ("diagnosis", "theme_reason", "objective", "plan_note", "results", "revised_plan")
# by part of the page: what it is called, what is written there
PARTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "referent": ("Le référent", ("referent", "appointed_on")),
    "etat-des-lieux": (
        "L’état des lieux, le thème, l’objectif",
        ("diagnosis", "theme", "theme_reason", "first_year", "last_year", "objective"),
    ),
    "plan": ("Le plan d’actions", ("plan_note",)),
    "indicateurs": ("Les dates de mesure", ("before_on", "after_on")),
    "bilan": ("Le bilan et le plan revu", ("results", "revised_plan")),
}


class CycleForm(IdentityGuard, forms.ModelForm[Cycle]):
    """Some of the parts of a cycle: ``fields`` names them."""

    guarded = LONG

    class Meta:
        model = Cycle
        fields = [
            "theme", "first_year", "last_year", "referent", "appointed_on", "diagnosis", "theme_reason", "objective",
            "plan_note", "before_on", "after_on", "results", "revised_plan",
        ]  # fmt: skip
        widgets = dict.fromkeys(("appointed_on", "before_on", "after_on"), DateInput) | {
            name: forms.Textarea(attrs={"rows": 3 if name in {"theme_reason", "objective"} else 8}) for name in LONG
        }
        help_texts = HELPS

    def __init__(self, *args: Any, only: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.Meta.fields) - set(only):
            del self.fields[name]
        if "referent" in self.fields:
            self.fields["referent"].queryset = people_on(timezone.localdate())  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """The service validates the whole row."""


class ActionForm(IdentityGuard):
    guarded = ("title",)
    title = forms.CharField(label="Action", max_length=200)
    owner: forms.ModelChoiceField[Person] = forms.ModelChoiceField(label="Qui", queryset=None)
    due_on = forms.DateField(label="Pour le", widget=DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people_on(timezone.localdate())  # type: ignore[attr-defined]


class LinkForm(forms.Form):
    indicator: forms.ModelChoiceField[Indicator] = forms.ModelChoiceField(label="Indicateur", queryset=None)

    def __init__(self, *args: Any, cycle: Cycle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = queries.may_be_linked(cycle)  # type: ignore[attr-defined]


class FreezeForm(forms.Form):
    level = forms.IntegerField(min_value=1, max_value=3)
    year = forms.IntegerField(min_value=2017, max_value=2100)
