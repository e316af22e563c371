from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.people.models import Group
from filrouge.modules.maturity.models import Assessment
from filrouge.ui.forms import DateInput

USUAL = timedelta(days=14)


class ClosingForm(forms.Form):
    closes_on = forms.DateField(label="Réponses jusqu’au", widget=DateInput)


class NextForm(forms.Form):
    next_on = forms.DateField(label="À refaire vers le", widget=DateInput)


class AssessmentForm(IdentityGuard, ClosingForm):
    guarded = ("title",)
    title = forms.CharField(label="Titre", max_length=120)
    group: forms.ModelChoiceField[Group] = forms.ModelChoiceField(
        label="Qui répond", queryset=None, required=False, empty_label="Toute l’équipe présente"
    )

    field_order = ("title", "group", "closes_on")

    def __init__(self, *args: Any, assessment: Assessment | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].queryset = Group.objects.filter(closed_on__isnull=True)  # type: ignore[attr-defined]
        today = timezone.localdate()
        self.initial = (
            {"title": assessment.title, "group": assessment.group_id, "closes_on": assessment.closes_on}
            if assessment
            else {"title": f"Maturité {today.year}", "closes_on": today + USUAL}
        )
