from __future__ import annotations

from typing import Any

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.modules.deciding.models.boards import LONGEST_IDEA
from filrouge.modules.deciding.queries.library import Step


class SequenceForm(IdentityGuard):
    guarded = ("title",)
    title = forms.CharField(label="Question", max_length=200)


class ContributionForm(IdentityGuard):
    """What is written at a step, and under which family where it has several."""

    guarded = ("text",)
    text = forms.CharField(label="Votre contribution", max_length=LONGEST_IDEA)
    family = forms.ChoiceField(label="Famille", required=False)
    once = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["family"].choices = [(name, name) for name in step.families]  # type: ignore[attr-defined]
        self.fields["family"].required = bool(step.families)


class StepForm(forms.Form):
    step = forms.IntegerField(min_value=0, max_value=50)
