from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import queries
from filrouge.modules.meetings.enums import DecisionStatus, DecisionTiming, ReviewOutcome
from filrouge.modules.meetings.forms.lists import group_choices, group_filters, type_choices
from filrouge.modules.meetings.models import Decision
from filrouge.ui.forms import DateInput


class DecisionFilterForm(forms.Form):
    q = forms.CharField(
        label="Qu’avons-nous décidé à propos de…",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "Qu’avons-nous décidé à propos de…"}),
    )
    status = forms.ChoiceField(
        label="État",
        required=False,
        choices=[
            ("", "Tous les états"),
            ("due", "À revoir"),
            *DecisionStatus.choices,
            ("Dans les temps ?", DecisionTiming.choices),
        ],
    )
    body = forms.ChoiceField(label="Instance", required=False)
    year = forms.TypedChoiceField(label="Année", required=False, coerce=int, empty_value=None)
    type = forms.ChoiceField(label="Type de réunion", required=False)
    group = forms.ChoiceField(label="Groupe", required=False)

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies, years = queries.register_choices(membership)
        self.fields["body"].choices = [("", "Toutes les instances"), *((body, body) for body in bodies)]  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", "Toutes les années"), *((year, str(year)) for year in years)]  # type: ignore[attr-defined]
        for name in ("type", "group"):  # what only a figure asks for shows when it is asked
            if not self.data.get(name):
                del self.fields[name]
            elif name == "type":
                self.fields[name].choices = type_choices(self.data[name])  # type: ignore[attr-defined]
            else:
                self.fields[name].choices = group_choices()  # type: ignore[attr-defined]

    def filters(self) -> dict[str, Any]:
        """What is valid in the address filters; what is not is ignored rather than refused."""
        self.is_valid()
        given = self.cleaned_data
        status = given.get("status", "")
        return {
            "text": given.get("q", ""),
            "status": status if status in DecisionStatus else "",
            "timing": DecisionTiming(status) if status in DecisionTiming else None,
            "due_on": timezone.localdate() if status == "due" else None,
            "type_code": given.get("type", ""),
            **group_filters(given.get("group", "")),
            "body": given.get("body", ""),
            "year": given.get("year"),
        }


class DecisionFollowForm(forms.Form):
    status = forms.ChoiceField(label="État", choices=DecisionStatus.choices)
    review_on = forms.DateField(label="À revoir le", required=False, widget=DateInput)


class DecisionReviewForm(IdentityGuard):
    guarded = ("word",)
    outcome = forms.ChoiceField(
        label="Elle est", choices=ReviewOutcome.choices, widget=forms.RadioSelect, initial=ReviewOutcome.CONFIRMED
    )
    review_on = forms.DateField(
        label="À revoir de nouveau le",
        required=False,
        widget=DateInput,
        help_text="Si elle est confirmée ; facultatif.",
    )
    replaced_by: forms.ModelChoiceField[Decision] = forms.ModelChoiceField(
        label="Par la décision", queryset=None, required=False, empty_label="Aucune", help_text="Si elle est remplacée."
    )
    word = forms.CharField(label="En un mot", required=False, max_length=500)

    def __init__(self, *args: Any, replacing: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaced_by"].queryset = replacing  # type: ignore[attr-defined]
