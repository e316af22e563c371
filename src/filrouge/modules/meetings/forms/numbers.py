from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from filrouge.modules.meetings.forms.lists import group_choices, group_filters, type_choices
from filrouge.modules.meetings.queries import Asked

EARLIEST, AHEAD = 2000, 2  # years that make sense


class NumbersFilterForm(forms.Form):
    type = forms.ChoiceField(label="Type", required=False)
    group = forms.ChoiceField(label="Groupe", required=False)
    annee = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = type_choices(self.data.get("type", ""))  # type: ignore[attr-defined]
        self.fields["group"].choices = group_choices()  # type: ignore[attr-defined]

    def asked(self) -> Asked:
        """What is valid in the address; what is not is ignored rather than refused."""
        self.is_valid()
        given = self.cleaned_data
        this_year, typed = timezone.localdate().year, given.get("annee", "")
        sensible = (
            len(typed) == 4 and typed.isascii() and typed.isdecimal() and EARLIEST <= int(typed) <= this_year + AHEAD
        )
        return Asked(
            int(typed) if sensible else this_year, given.get("type", ""), **group_filters(given.get("group", ""))
        )
