from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone

from filrouge.kernel.people.enums import Profession, Status, Weekday
from filrouge.kernel.people.models import Group
from filrouge.kernel.people.queries import Directory
from filrouge.kernel.tenancy.models import Site
from filrouge.ui.forms import DateInput

SCOPES = [("", "Dans l’équipe"), ("coming", "Bientôt là"), ("gone", "Partis"), ("all", "Tout le monde")]


class FilterForm(forms.Form):
    """Filters of the directory, as they stand in the address. A value that means nothing is ignored."""

    q = forms.CharField(label="Nom, profession, spécialité", required=False, max_length=200)
    profession = forms.ChoiceField(label="Profession", required=False)
    statut = forms.ChoiceField(
        label="Lien avec l’équipe",
        required=False,
        choices=[("", "Tous les liens"), *Status.choices, ("none", "sans lien noté")],
    )
    groupe = forms.ChoiceField(label="Groupe", required=False)
    jour = forms.TypedChoiceField(
        label="Présent le",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "Tous les jours"), *((day.value, f"présent le {day.label}") for day in Weekday)],
    )
    site = forms.ChoiceField(label="Site", required=False)
    qui = forms.ChoiceField(label="Présents ou partis", required=False, choices=SCOPES)
    sort = forms.CharField(required=False, widget=forms.HiddenInput, max_length=20)
    le = forms.DateField(required=False, widget=forms.HiddenInput)  # another day than today
    arrivees = forms.IntegerField(required=False, min_value=1950, max_value=2200, widget=forms.HiddenInput)  # in a year
    departs = forms.IntegerField(required=False, min_value=1950, max_value=2200, widget=forms.HiddenInput)
    vue = forms.CharField(required=False, widget=forms.HiddenInput, max_length=10)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["q"].widget.attrs |= {"placeholder": "Nom, profession, spécialité", "autocomplete": "off"}
        self._offer("profession", "Toutes les professions", [(p.value, p.label) for p in Profession])
        groups = Group.objects.filter(closed_on__isnull=True).values_list("pk", "name")
        self.groups = [(str(pk), name) for pk, name in groups]
        self._offer("groupe", "Tous les groupes", self.groups)
        sites = list(Site.objects.values_list("pk", "name"))
        if len(sites) > 1:
            self._offer("site", "Tous les sites", [(str(pk), name) for pk, name in sites])
        else:
            del self.fields["site"]

    def _offer(self, name: str, empty: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", empty), *choices]

    @property
    def narrowed(self) -> bool:
        return bool(set(self.changed_data) - {"sort", "vue"})

    def asked(self) -> Directory:
        self.full_clean()
        given = self.cleaned_data
        group, site = given.get("groupe"), given.get("site")
        return Directory(
            day=given.get("le") or timezone.localdate(),
            words=given.get("q", ""),
            profession=given.get("profession", ""),
            status=given.get("statut", ""),
            group_id=UUID(group) if group else None,
            weekday=given.get("jour"),
            site_id=UUID(site) if site else None,
            scope=given.get("qui", ""),
            sort=given.get("sort", "") or "nom",
            arrived_in=given.get("arrivees"),
            left_in=given.get("departs"),
        )

    @property
    def told(self) -> str:
        """What the address asks for and no field shows; before « 3 personnes »."""
        years = {"arrivées": self.cleaned_data.get("arrivees"), "départs": self.cleaned_data.get("departs")}
        return ", ".join(f"{word} de {year}" for word, year in years.items() if year)


class DayForm(forms.Form):
    """A day in the address; today when absent or impossible."""

    le = forms.DateField(label="Le", required=False, widget=DateInput)

    def day(self) -> date:
        self.full_clean()
        chosen = self.cleaned_data.get("le")
        return chosen if isinstance(chosen, date) else timezone.localdate()
