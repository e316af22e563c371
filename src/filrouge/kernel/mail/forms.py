from __future__ import annotations

from typing import Any

from django import forms

from filrouge.kernel.mail.enums import MessageStatus
from filrouge.kernel.mail.kinds import mail_kinds


class MessageFilterForm(forms.Form):
    q = forms.CharField(
        label="Rechercher un message",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Objet, nom ou adresse"}),
    )
    status = forms.ChoiceField(label="État", required=False, choices=[("", "Tous les états"), *MessageStatus.choices])
    kind = forms.ChoiceField(label="Nature", required=False)
    person = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = sorted(mail_kinds.items(), key=lambda item: item[1])
        self.fields["kind"].choices = [("", "Toutes les natures"), *labels]  # type: ignore[attr-defined]

    def filters(self) -> dict[str, Any]:
        """What is valid in the address filters; what is not is ignored rather than refused."""
        self.is_valid()
        cleaned = self.cleaned_data
        return {
            "text": cleaned.get("q", ""),
            "status": cleaned.get("status", ""),
            "kind": cleaned.get("kind", ""),
            "person": cleaned.get("person"),
        }
