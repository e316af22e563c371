from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import queries
from filrouge.modules.meetings.enums import DecisionStatus, ReviewOutcome
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
        choices=[("", "Tous les états"), ("due", "À revoir"), *DecisionStatus.choices],
    )
    body = forms.ChoiceField(label="Instance", required=False)
    year = forms.TypedChoiceField(label="Année", required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies, years = queries.register_choices(membership)
        self.fields["body"].choices = [("", "Toutes les instances"), *((body, body) for body in bodies)]  # type: ignore[attr-defined]
        self.fields["year"].choices = [("", "Toutes les années"), *((year, str(year)) for year in years)]  # type: ignore[attr-defined]

    def filters(self) -> dict[str, Any]:
        """What is valid in the address filters; what is not is ignored rather than refused."""
        self.is_valid()
        given = self.cleaned_data
        due = given.get("status") == "due"
        return {
            "text": given.get("q", ""),
            "status": "" if due else given.get("status", ""),
            "due_on": timezone.localdate() if due else None,
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
