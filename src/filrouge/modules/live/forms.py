from __future__ import annotations

from django import forms

from filrouge.kernel.people.enums import Profession


class GuestForm(forms.Form):
    name = forms.CharField(
        label="Vos prénom et nom", max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    profession = forms.ChoiceField(label="Votre profession", choices=[("", "Choisir…"), *Profession.choices])
