from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.coordinator import queries
from filrouge.modules.coordinator.enums import activities, activity_label, blocks, find_activity
from filrouge.modules.coordinator.models import TimeEntry
from filrouge.modules.coordinator.queries import Filters
from filrouge.ui.durations import DurationField
from filrouge.ui.forms import DateInput, MonthInput


class ActivityField(forms.CharField):
    """A few words of it, with the whole list proposed while typing."""

    widget = forms.TextInput(
        attrs={"list": "activites", "autocomplete": "off", "placeholder": "Quelques mots : réunion, protocole, CPAM…"}
    )

    def prepare_value(self, value: Any) -> Any:
        return activity_label(value) if isinstance(value, str) and value in activities() else value

    def clean(self, value: Any) -> str:
        found = find_activity(super().clean(value))
        if found is None:
            raise ValidationError("Choisissez une activité de la liste : tapez quelques mots.", code="activity")
        return found.id


class EntryForm(IdentityGuard):
    """Time noted after the fact, or corrected."""

    guarded = ("word",)
    activity = ActivityField(label="Activité")
    day = forms.DateField(label="Jour", widget=DateInput)
    minutes = DurationField(label="Durée", max_length=20)
    word = forms.CharField(label="Un mot", required=False, max_length=200, help_text="Facultatif. Jamais un patient.")

    def __init__(self, *args: Any, entry: TimeEntry | None = None, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"day": timezone.localdate()}
        if entry is not None:
            initial = {name: getattr(entry, name) for name in ("activity", "day", "minutes", "word")}
        super().__init__(*args, **{"initial": initial} | kwargs)


class StopForm(IdentityGuard):
    guarded = ("word",)
    minutes = DurationField(label="Durée", required=False, max_length=20)
    word = forms.CharField(label="Un mot", required=False, max_length=200)


class WorkForm(forms.Form):
    """A proposal, accepted as it is or adjusted."""

    key = forms.CharField(max_length=100, widget=forms.HiddenInput)
    minutes = DurationField(label="Durée", max_length=20)
    activity = ActivityField(label="Activité")


class MonthForm(forms.Form):
    """The filters of the month, as they stand in the address. What makes no sense is as if absent."""

    mois = forms.DateField(label="Mois", required=False, widget=MonthInput, input_formats=["%Y-%m"])
    bloc = forms.ChoiceField(label="Bloc", required=False)
    activite = forms.ChoiceField(label="Activité", required=False)
    personne = forms.ChoiceField(label="Personne", required=False)

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = queries.keepers(membership)
        self._choose("bloc", [("", "Tous les blocs"), *blocks().items()])
        known = activities().values()
        self._choose("activite", [("", "Toutes les activités"), *((one.id, one.label) for one in known)])
        self._choose("personne", [("", "Tout le monde"), *((str(one.pk), one.full_name) for one in people)])
        if len(people) < 2:
            del self.fields["personne"]

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def filters(self) -> Filters:
        self.is_valid()
        given = self.cleaned_data
        person = given.get("personne")
        return Filters(given.get("bloc") or "", given.get("activite") or "", UUID(person) if person else None)
