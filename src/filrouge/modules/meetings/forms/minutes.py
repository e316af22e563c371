from __future__ import annotations

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard
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


class ApproveForm(forms.Form):
    remarks_left = forms.IntegerField(required=False, min_value=0)
