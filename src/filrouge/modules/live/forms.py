from __future__ import annotations

from django import forms

from filrouge.kernel.people.enums import Profession
from filrouge.modules.live.enums import CODE_LENGTH, CODE_LETTERS


def clean_code(typed: str) -> str:
    """« k7p-w3d » is K7PW3D; what no code can be is nothing."""
    code = "".join(character for character in typed.upper() if character.isalnum())
    return code if len(code) == CODE_LENGTH and set(code) <= set(CODE_LETTERS) else ""


class GuestForm(forms.Form):
    name = forms.CharField(
        label="Vos prénom et nom", max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    profession = forms.ChoiceField(label="Votre profession", choices=[("", "Choisir…"), *Profession.choices])
