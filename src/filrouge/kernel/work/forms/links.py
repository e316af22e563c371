"""On the page of a personal link."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.ui.forms import DateInput


class ReturnForm(IdentityGuard):
    """A word to whoever entrusted the task."""

    guarded = ("word",)
    word = forms.CharField(required=False, max_length=5000)  # the service keeps what fits


class PostponeForm(forms.Form):
    """Another day, not a past one."""

    due_on = forms.DateField(
        label="Nouvelle date",
        widget=DateInput,
        error_messages={"required": "Choisissez une date.", "invalid": "Cette date n’existe pas."},
    )

    def clean_due_on(self) -> Any:
        day = self.cleaned_data["due_on"]
        if day < timezone.localdate():
            raise forms.ValidationError("Choisissez aujourd’hui ou un jour à venir.", code="past")
        return day
