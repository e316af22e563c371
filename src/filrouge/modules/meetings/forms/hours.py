from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils import timezone

from filrouge.kernel.people.enums import Profession
from filrouge.modules.meetings import queries
from filrouge.modules.meetings.queries import HoursAsked


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
