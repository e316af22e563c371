from __future__ import annotations

from typing import Any

from django import forms


class LinkFilterForm(forms.Form):
    q = forms.CharField(
        label="Rechercher une personne",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Nom de la personne"}),
    )
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def filters(self) -> dict[str, Any]:
        """What is valid in the address filters; what is not is ignored rather than refused."""
        self.is_valid()
        return {"text": self.cleaned_data.get("q", ""), "person": self.cleaned_data.get("person")}


class RevokeForm(forms.Form):
    link = forms.UUIDField()
