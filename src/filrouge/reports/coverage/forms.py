from __future__ import annotations

from typing import Any

from django import forms

from filrouge.kernel.people.models import Person
from filrouge.modules.coordinator.enums import blocks
from filrouge.reports.coverage.enums import Part, State
from filrouge.reports.coverage.queries import Filters


class FilterForm(forms.Form):
    q = forms.CharField(label="Chercher", required=False, max_length=100)
    bloc = forms.ChoiceField(label="Bloc", required=False)
    etat = forms.ChoiceField(label="État", required=False, choices=[("", "Tous les états"), *State.choices])
    qui = forms.ChoiceField(label="Pour qui", required=False, choices=[("", "Toute l’équipe"), ("moi", "Les miennes")])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bloc"].choices = [("", "Tous les blocs"), *blocks().items()]  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """What an address asks; what makes no sense in it asks nothing."""
        self.is_valid()
        asked = self.cleaned_data
        return Filters(asked.get("bloc", ""), asked.get("etat", ""), asked.get("q", ""), asked.get("qui") == "moi")


class PartForm(forms.Form):
    person: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        queryset=None, label="Qui", empty_label="Choisir une personne"
    )
    part = forms.ChoiceField(label="Son rôle", choices=Part.choices)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
