from __future__ import annotations

from typing import Any

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.people.models import Person
from filrouge.modules.meetings import queries
from filrouge.modules.meetings.models import Meeting
from filrouge.ui.forms import DateInput


class ReviewForm(forms.Form):
    until = forms.DateField(label="Avis attendus avant le", required=False, widget=DateInput)


class CorrectionForm(IdentityGuard):
    guarded = ("reason",)
    reason = forms.CharField(
        label="Motif de la correction",
        max_length=300,
        help_text="Il s’imprime sur la nouvelle version : « deux présences oubliées », « montant du devis erroné ».",
        error_messages={"required": "Dites en une phrase pourquoi ce compte rendu se corrige."},
    )


class DeliveryForm(forms.Form):
    people: forms.ModelMultipleChoiceField[Person] = forms.ModelMultipleChoiceField(
        label="À qui l’envoyer",
        queryset=None,
        error_messages={
            "required": "Choisissez au moins une personne.",
            "invalid_choice": "Une de ces personnes ne peut pas recevoir ce compte rendu : rechargez la page.",
        },
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = queries.may_receive(meeting)  # type: ignore[attr-defined]


class ApproveForm(forms.Form):
    remarks_left = forms.IntegerField(required=False, min_value=0)
