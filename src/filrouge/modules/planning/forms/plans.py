from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.text import capfirst

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import people_on
from filrouge.modules.planning import queries
from filrouge.modules.planning.enums import PlanRole
from filrouge.modules.planning.models import OwnTemplate, Plan
from filrouge.modules.planning.queries import Template
from filrouge.ui.forms import DateInput

STATES = (("running", "En cours"), ("finished", "Terminés"), ("dropped", "Abandonnés"))
YEARS_AHEAD = 6
NOBODY = "À choisir plus tard"


class FilterForm(forms.Form):
    q = forms.CharField(
        label="Rechercher un rétroplanning",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Rechercher un rétroplanning"}),
    )
    qui: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        label="Qui a une étape à faire", required=False, queryset=None, empty_label="Tout le monde"
    )
    etat = forms.ChoiceField(required=False, choices=STATES, widget=forms.HiddenInput)
    annee = forms.IntegerField(required=False, min_value=2000, max_value=2200, widget=forms.HiddenInput)  # of its day
    apres = forms.IntegerField(required=False, min_value=2000, max_value=2200, widget=forms.HiddenInput)  # after it

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(pk__in=queries.owners_of_open_steps())
        self.fields["qui"].queryset = people  # type: ignore[attr-defined]

    def asked(self) -> dict[str, Any]:
        """What is valid in the address filters; what is not is ignored rather than refused."""
        self.is_valid()
        cleaned = self.cleaned_data
        return {
            "state": cleaned.get("etat") or "running",
            "text": cleaned.get("q", ""),
            "owner": cleaned.get("qui"),
            "year": cleaned.get("annee"),
            "after": cleaned.get("apres"),
        }

    @property
    def told(self) -> str:
        """What the address asks for and no field shows; before « 3 rétroplannings »."""
        words = {"pour": self.cleaned_data.get("annee"), "pour après": self.cleaned_data.get("apres")}
        return ", ".join(f"{word} {year}" for word, year in words.items() if year)


class PlanForm(IdentityGuard, forms.ModelForm[Plan]):
    guarded = ("title",)

    class Meta:
        model = Plan
        fields = ["title", "target_on", "begins_on", "avoids_school_holidays"]
        widgets = {"target_on": DateInput, "begins_on": DateInput}
        help_texts = {"begins_on": "Laissez vide pour commencer dès que possible."}

    def clean_target_on(self) -> date:
        day: date = self.cleaned_data["target_on"]
        today = timezone.localdate()
        if not today.year - 1 <= day.year <= today.year + YEARS_AHEAD:
            raise forms.ValidationError("Choisissez une date des six ans à venir.", code="too_far")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        begins, target = cleaned.get("begins_on"), cleaned.get("target_on")
        if begins and target and begins > target:
            self.add_error("begins_on", "Le départ doit précéder la date à atteindre.")
        return cleaned

    def _post_clean(self) -> None:
        """The service validates the whole row."""

    roles: Iterable[PlanRole] = ()

    def offer(self, role: PlanRole, label: str, empty_label: str, initial: Person | None = None) -> None:
        """One more field: who holds this role."""
        self.roles = [*self.roles, role]
        self.fields[role] = forms.ModelChoiceField(
            label=capfirst(label),
            queryset=people_on(timezone.localdate()),
            required=False,
            empty_label=empty_label,
            initial=initial,
        )

    @property
    def role_fields(self) -> list[BoundField]:
        return [self[role] for role in self.roles]

    def values(self) -> dict[str, Any]:
        """What the service takes, the owners by role."""
        cleaned = self.cleaned_data
        owners = {role: cleaned[role] for role in PlanRole if cleaned.get(role)}
        return {name: cleaned[name] for name in self.Meta.fields} | {"owners": owners}

    def laying(self) -> dict[str, Any]:
        """What the engine takes."""
        found = self.values()
        del found["title"]
        return found


class MakeForm(PlanForm):
    """A plan of a template: when, and who holds each of its roles."""

    def __init__(self, *args: Any, template: Template, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target_on"].label = template.target
        self.initial["title"] = "" if template.code == queries.BLANK else template.title
        self.initial["avoids_school_holidays"] = template.avoids_school_holidays
        holders = queries.holders_on(timezone.localdate())
        for role in template.roles:
            self.offer(role, role.label, NOBODY, holders.get(role))


class ChangeForm(PlanForm):
    """Another date, or somebody else for what is left of a role; shown before it is kept."""

    def __init__(self, data: Mapping[str, Any] | None, *, instance: Plan) -> None:
        super().__init__(data, instance=instance)
        for role, names in queries.owners_by_role(instance).items():
            self.offer(role, role.label, names or NOBODY)


class TemplateForm(IdentityGuard, forms.ModelForm[OwnTemplate]):
    guarded = ("title", "summary")

    class Meta:
        model = OwnTemplate
        fields = ["title", "summary"]

    def _post_clean(self) -> None:
        """The service validates the whole row."""
