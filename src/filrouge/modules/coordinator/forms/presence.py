from __future__ import annotations

from typing import Any

from django import forms

from filrouge.kernel.people.enums import Weekday
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.coordinator import queries
from filrouge.modules.coordinator.models import Absence, PresenceDay
from filrouge.ui.forms import DateInput, MonthInput, TimeInput


class HoursForm(forms.ModelForm[PresenceDay]):
    """The hours of a day that is already there."""

    class Meta:
        model = PresenceDay
        fields = ["starts_at", "ends_at", "break_minutes", "from_on", "until_on"]
        widgets = {"starts_at": TimeInput, "ends_at": TimeInput, "from_on": DateInput, "until_on": DateInput}

    def _post_clean(self) -> None:
        """The service validates the whole row."""


class PresenceForm(HoursForm):
    weekdays = forms.TypedMultipleChoiceField(
        label="Chaque semaine", choices=Weekday, coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    day = forms.DateField(
        label="Ou un jour précis",
        required=False,
        widget=DateInput,
        help_text="Ce jour-là, ces heures remplacent celles de la semaine.",
    )
    field_order = ["weekdays", "day", "starts_at", "ends_at", "break_minutes", "from_on", "until_on"]


class AbsenceForm(forms.ModelForm[Absence]):
    class Meta:
        model = Absence
        fields = ["kind", "first_on", "last_on"]
        widgets = {"first_on": DateInput, "last_on": DateInput}
        help_texts = {"kind": "Rien de plus n’est demandé, et rien qui touche à la santé."}

    def _post_clean(self) -> None:
        """The service validates the whole row."""


class DaysForm(forms.Form):
    """The filters of the page, as they stand in the address. What makes no sense is as if absent."""

    mois = forms.DateField(label="Mois", required=False, widget=MonthInput, input_formats=["%Y-%m"])
    personne = forms.ChoiceField(label="Personne", required=False)

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = queries.people_with_days(membership)
        field = self.fields["personne"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choisir…"), *((str(one.pk), one.full_name) for one in self.people)]
        if len(self.people) < 2:
            del self.fields["personne"]
