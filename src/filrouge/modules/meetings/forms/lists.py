from __future__ import annotations

from typing import Any

from django import forms

from filrouge.kernel.people.models import Group
from filrouge.modules.meetings import queries


class MeetingFilterForm(forms.Form):
    q = forms.CharField(
        label="Rechercher", required=False, widget=forms.TextInput(attrs={"placeholder": "Rechercher une réunion"})
    )
    type = forms.ChoiceField(label="Type", required=False)
    group = forms.ChoiceField(label="Groupe", required=False)
    year = forms.ChoiceField(label="Année", required=False)
    when = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = [  # type: ignore[attr-defined]
            ("", "Tous les types"),
            *queries.meeting_types().values_list("code", "short_name"),
        ]
        groups = Group.objects.values_list("pk", "name")
        self.fields["group"].choices = [("", "Tous les groupes"), *((str(pk), name) for pk, name in groups)]  # type: ignore[attr-defined]
        years = queries.years_with_meetings()
        self.fields["year"].choices = [("", "Toutes les années"), *((str(year), str(year)) for year in years)]  # type: ignore[attr-defined]
