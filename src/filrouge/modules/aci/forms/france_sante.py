from __future__ import annotations

from typing import Any

from django import forms

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.people.models import Person
from filrouge.modules.aci.models import Adhesion, Engagement
from filrouge.ui.forms import DateInput, MoneyInput


class AdhesionForm(IdentityGuard):
    guarded = ("note",)
    state = forms.ChoiceField(label="Où en est l’équipe", choices=Adhesion.State.choices, widget=forms.RadioSelect)
    joined_on = forms.DateField(label="Rejoint le", required=False, widget=DateInput)
    note = forms.CharField(label="Note", required=False, max_length=300)


class EngagementForm(IdentityGuard):
    guarded = ("note",)
    state = forms.ChoiceField(label="Où en est l’équipe", choices=Engagement.State.choices, widget=forms.RadioSelect)
    note = forms.CharField(label="Preuve ou note", required=False, max_length=300)
    person: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        label="Qui s’en occupe", required=False, queryset=None, empty_label="Personne pour l’instant"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = Person.objects.all()  # type: ignore[attr-defined]


class AmountForm(IdentityGuard):
    guarded = ("why",)
    low = forms.DecimalField(label="Au moins", max_digits=9, decimal_places=2, min_value=0, widget=MoneyInput)
    high = forms.DecimalField(label="Au plus", max_digits=9, decimal_places=2, min_value=0, widget=MoneyInput)
    why = forms.CharField(
        label="D’où vient ce montant", required=False, max_length=200, help_text="Par exemple : courrier de la CPAM."
    )
