"""allauth's forms in our words: labels instead of placeholders, one name per thing everywhere."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms


class FrenchForm(forms.BaseForm):
    """Mixin put before an allauth form."""

    labels: ClassVar[dict[str, str]] = {}
    hints: ClassVar[dict[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")


class CodeForm(FrenchForm):
    """A form that asks for a code received or read elsewhere: digits come from a phone's keyboard."""

    labels: ClassVar[dict[str, str]] = {"code": "Code"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {
            "autocomplete": "one-time-code",
            "autofocus": True,
            "spellcheck": "false",
        }
