from __future__ import annotations

from typing import Any

from django import forms

from filrouge.kernel.mail.enums import Choice, MessageStatus
from filrouge.kernel.mail.kinds import kinds_to_choose, mail_kinds
from filrouge.kernel.mail.models import MailRules
from filrouge.ui.forms import TimeInput, Toggle


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
        labels = sorted(((name, kind.label) for name, kind in mail_kinds.items()), key=lambda item: item[1])
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


class ChoicesForm(forms.Form):
    """One line per kind a person may refuse. Dots of the kinds do not travel in names of fields."""

    def __init__(self, *args: Any, chosen: dict[str, Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, kind in kinds_to_choose():
            self.fields[name.replace(".", "-")] = forms.ChoiceField(
                label=kind.label[:1].upper() + kind.label[1:],
                choices=Choice.choices,
                initial=chosen.get(name, Choice.AT_ONCE),
            )

    def kinds(self) -> dict[str, Choice]:
        return {name: Choice(self.cleaned_data[name.replace(".", "-")]) for name, _kind in kinds_to_choose()}


class RulesForm(forms.ModelForm[MailRules]):
    class Meta:
        model = MailRules
        fields = ("quiet_from", "quiet_until", "quiet_sundays", "quiet_holidays")
        widgets = {
            "quiet_from": TimeInput,
            "quiet_until": TimeInput,
            "quiet_sundays": Toggle,
            "quiet_holidays": Toggle,
        }
        help_texts = {"quiet_until": "Deux fois la même heure : jamais de silence la nuit."}
