from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.modules.deadlines.enums import Responsible, Theme
from filrouge.modules.deadlines.forms.controls import lines_of
from filrouge.ui.forms import DateInput

STATES = (
    ("open", "À venir"),
    ("soon", "À préparer"),
    ("late", "En retard"),
    ("done", "Faites"),
    ("dropped", "Sans objet"),
)


class FilterForm(forms.Form):
    q = forms.CharField(
        label="Rechercher une échéance",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Rechercher une échéance"}),
    )
    qui = forms.ChoiceField(
        label="Qui répond", required=False, choices=[("", "Tous les responsables"), *Responsible.choices]
    )
    theme = forms.ChoiceField(label="Thème", required=False, choices=[("", "Tous les thèmes"), *Theme.choices])
    etat = forms.ChoiceField(required=False, choices=STATES, widget=forms.HiddenInput)
    annee = forms.IntegerField(required=False, min_value=2000, max_value=2200, widget=forms.HiddenInput)  # closed in
    tenue = forms.BooleanField(required=False, widget=forms.HiddenInput)  # closed no later than its date
    controle = forms.BooleanField(required=False, widget=forms.HiddenInput)  # a control

    def asked(self) -> dict[str, Any]:
        """What is valid in the address filters; what is not is ignored rather than refused."""
        self.is_valid()
        cleaned = self.cleaned_data
        return {
            "state": cleaned.get("etat") or "open",
            "text": cleaned.get("q", ""),
            "responsible": cleaned.get("qui", ""),
            "theme": cleaned.get("theme", ""),
            "year": cleaned.get("annee"),
            "kept": bool(cleaned.get("tenue")),
            "controls": bool(cleaned.get("controle")),
        }

    @property
    def told(self) -> str:
        """What the address asks for and no field shows; before « 3 échéances »."""
        asked = self.cleaned_data
        words = [f"closes en {asked['annee']}"] if asked.get("annee") else []
        words += ["au plus tard le jour dû"] if asked.get("tenue") else []
        return ", ".join([*words, *(["contrôles seuls"] if asked.get("controle") else [])])


class DoneForm(IdentityGuard):
    """A file or a line of text: what will be shown if somebody asks."""

    guarded = ("note", "remarks")
    done_on = forms.DateField(label="Fait le", widget=DateInput)
    file = forms.FileField(label="Pièce", required=False, help_text="Rapport, accusé, procès-verbal : 25 Mo au plus.")
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Sans pièce, une ligne suffit : numéro d’accusé, où c’est rangé.",
    )
    no_remark = forms.BooleanField(label="Rapport sans remarque", required=False)
    remarks = forms.CharField(
        label="Remarques à corriger",
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Une par ligne : chacune devient une tâche.",
    )
    shown_as = {"closed_on": "done_on"}

    def __init__(self, *args: Any, control: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done_on"].initial = timezone.localdate()
        if not control:
            del self.fields["no_remark"], self.fields["remarks"]

    def values(self) -> dict[str, Any]:
        cleaned = {**self.cleaned_data}
        cleaned["remarks"] = lines_of(cleaned.get("remarks", ""))
        return cleaned


class DropForm(IdentityGuard):
    guarded = ("reason",)
    reason = forms.CharField(label="Pourquoi", max_length=300)


class MoveForm(forms.Form):
    due_on = forms.DateField(label="Nouvelle date", widget=DateInput)


class LastForm(forms.Form):
    last_on = forms.DateField(label="La dernière fois, c’était le", widget=DateInput)
