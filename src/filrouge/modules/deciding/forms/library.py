from __future__ import annotations

from typing import Any

from django import forms

from filrouge.modules.deciding.enums import Purpose


class TechniqueFilterForm(forms.Form):
    q = forms.CharField(
        label="Rechercher une technique",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": "Rechercher une technique"}),
    )
    purpose = forms.ChoiceField(label="Pour", required=False, choices=[("", "Pour tout faire"), *Purpose.choices])
    people = forms.ChoiceField(
        label="Combien de personnes",
        required=False,
        choices=[("", "Toute taille"), ("3", "3 personnes"), ("6", "6"), ("12", "12"), ("20", "20"), ("40", "40")],
    )
    minutes = forms.ChoiceField(
        label="En combien de temps",
        required=False,
        choices=[("", "Toute durée"), ("5", "5 min au plus"), ("15", "15 min"), ("30", "30 min"), ("60", "1 h")],
    )

    def filters(self) -> dict[str, Any]:
        """What is valid in the address filters; what is not is ignored rather than refused."""
        self.is_valid()
        cleaned = self.cleaned_data
        numbers = {name: int(cleaned[name]) if cleaned.get(name) else None for name in ("people", "minutes")}
        return {"q": cleaned.get("q", ""), "purpose": cleaned.get("purpose", ""), **numbers}
