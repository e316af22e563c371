from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import people_on
from filrouge.modules.maturity import queries
from filrouge.modules.maturity.models import Assessment
from filrouge.ui.forms import DateInput


class AgreementForm(IdentityGuard):
    guarded = ("sentence",)
    level = forms.TypedChoiceField(
        label="Niveau retenu",
        choices=[(level, str(level)) for level in queries.LEVELS],
        coerce=int,
        error_messages={"required": "Choisissez le niveau sur lequel le groupe s’accorde."},
    )
    sentence = forms.CharField(label="Pourquoi, en une phrase", required=False, max_length=300)


class ImprovementForm(IdentityGuard):
    guarded = ("title", "means")
    code = forms.ChoiceField(label="Pour quelle dimension")
    title = forms.CharField(label="Que fera-t-on ?", max_length=200)
    owner: forms.ModelChoiceField[Person] = forms.ModelChoiceField(label="Qui", queryset=None)
    due_on = forms.DateField(label="Pour le", widget=DateInput)
    means = forms.CharField(
        label="Avec quels moyens",
        required=False,
        max_length=300,
        help_text="Du temps, de l’argent, une salle, une formation…",
    )

    def __init__(self, *args: Any, assessment: Assessment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [  # type: ignore[attr-defined]
            (axis.title, [(one.code, one.title) for one in axis.dimensions])
            for axis in queries.axes_of(assessment.matrix)
        ]
        self.fields["owner"].queryset = people_on(timezone.localdate())  # type: ignore[attr-defined]


class EffectForm(IdentityGuard):
    guarded = ("effect",)
    effect = forms.CharField(
        label="Ce que cela a changé", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 4})
    )
