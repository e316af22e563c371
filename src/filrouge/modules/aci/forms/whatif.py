"""What changes, in the address: one field for each knob, empty when it stays as it is."""

from __future__ import annotations

from typing import Any

from django import forms

from filrouge.modules.aci.queries.whatif import CHOICE, KNOBS, MORE, Knob

LARGEST = 100_000


class WhatIfForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for knob in KNOBS:
            self.fields[knob.name] = _field(knob)

    def chosen(self) -> dict[str, Any]:
        """What makes sense in the address; what does not is ignored, and said beside its field."""
        self.is_valid()
        return dict(self.cleaned_data)


def _field(knob: Knob) -> forms.Field:
    if knob.kind == CHOICE:
        choices = [("", "comme aujourd’hui"), *knob.choices]
        return forms.ChoiceField(label=knob.label, choices=choices, required=False)
    if knob.kind == MORE:
        text = "la base des RCP ne change pas" if knob.name == "patients" else ""
        return forms.IntegerField(
            label=knob.label, min_value=-LARGEST, max_value=LARGEST, required=False, help_text=text
        )
    return forms.DecimalField(label=f"{knob.label} (%)", min_value=0, max_value=100, decimal_places=2, required=False)
