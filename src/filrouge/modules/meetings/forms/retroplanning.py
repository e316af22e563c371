from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError


class StepForm(forms.Form):
    """One tap on the panel: a step done, to do again, or all of them to be laid."""

    done = forms.UUIDField(required=False)
    undone = forms.UUIDField(required=False)
    lay = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or self.cleaned_data
        if not any(asked.get(name) for name in ("done", "undone", "lay")):
            raise ValidationError("Choisissez une étape.", code="nothing")
        return asked
