from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils import timezone

from filrouge.kernel.people.enums import Profession
from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.modules.meetings import queries
from filrouge.modules.meetings.models import HoursRule
from filrouge.modules.meetings.queries import HoursAsked
from filrouge.ui.forms import DateInput, Toggle

STEPS = {
    1: "à la minute",
    5: "5 minutes",
    10: "10 minutes",
    15: "un quart d’heure",
    20: "20 minutes",
    30: "une demi-heure",
    45: "45 minutes",
    60: "une heure",
}


def _minutes(label: str, help_text: str, *, required: bool = True) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"min": 0, "max": 1440, "inputmode": "numeric"})
    return forms.IntegerField(
        label=label, help_text=help_text, min_value=0, max_value=1440, required=required, widget=widget
    )


class HoursFilterForm(forms.Form):
    """What the address asks for; what is not valid in it is ignored rather than refused."""

    year = forms.TypedChoiceField(label="Année", required=False, coerce=int, empty_value=None)
    profession = forms.ChoiceField(
        label="Profession", required=False, choices=[("", "Toutes les professions"), *Profession.choices]
    )
    month = forms.IntegerField(required=False, min_value=1, max_value=12, widget=forms.HiddenInput)
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: QueryDict) -> None:
        this_year = timezone.localdate().year
        given = data.dict()
        super().__init__({**given, "year": given.get("year") or this_year}, initial={"year": this_year})
        years = sorted({this_year, *queries.years_with_meetings()}, reverse=True)
        self.fields["year"].choices = [(year, str(year)) for year in years]  # type: ignore[attr-defined]

    def asked(self) -> HoursAsked:
        self.is_valid()
        given = self.cleaned_data
        return HoursAsked(
            given.get("year") or timezone.localdate().year,
            given.get("month"),
            given.get("person"),
            given.get("profession", ""),
        )


class HoursRuleForm(IdentityGuard, forms.ModelForm[HoursRule]):
    guarded = ("source",)
    step_minutes = forms.TypedChoiceField(label="Compter par", coerce=int, choices=STEPS.items())
    minimum_presence_minutes = _minutes("Présence minimale (minutes)", "En dessous, rien n’est compté.")
    cap_minutes = _minutes("Au plus par réunion (minutes)", "Laissez vide s’il n’y a pas de plafond.", required=False)

    class Meta:
        model = HoursRule
        fields: ClassVar = [
            "source", "valid_from", "valid_until", "type", "profession", "counted", "step_minutes", "rounding",
            "minimum_presence_minutes", "cap_minutes", "employees_excluded",
        ]  # fmt: skip
        widgets: ClassVar = {
            "source": forms.TextInput(attrs={"placeholder": "décision du bureau du 3 mars 2026"}),
            "valid_from": DateInput,
            "valid_until": DateInput,
            "counted": Toggle,
            "employees_excluded": Toggle,
        }
        labels: ClassVar = {
            "source": "Qui l’a décidée, et quand",
            "counted": "Les heures sont comptées",
            "employees_excluded": "Sans les salariés de l’équipe",
            "rounding": "Arrondir",
        }
        help_texts: ClassVar = {
            "source": "Ces mots accompagnent chaque chiffre.",
            "valid_from": "Les réunions de ce jour et des suivants ; il peut être passé.",
            "valid_until": "Facultatif.",
            "employees_excluded": "Ceux qui sont salariés le jour de la réunion.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["type"]
        kind.queryset = queries.meeting_types()
        kind.empty_label = "Toutes les réunions"
        self.fields["profession"].choices = [("", "Toutes les professions"), *Profession.choices]  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """The service validates the whole row: a form only reads what was typed."""


class HoursRuleEndForm(forms.Form):
    valid_until = forms.DateField(label="Dernier jour", widget=DateInput)
