from __future__ import annotations

from datetime import time
from typing import Any

from django import forms

from filrouge.kernel.mail.choosing import DIGEST
from filrouge.kernel.mail.enums import Choice, MessageStatus
from filrouge.kernel.mail.kinds import kinds_to_choose, mail_kinds
from filrouge.kernel.mail.models import MailRules
from filrouge.kernel.people.enums import Weekday
from filrouge.ui.forms import TimeInput, Toggle

DIGEST_CHOICES = [(Choice.AT_ONCE, "chaque semaine"), (Choice.NEVER, "jamais")]


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


HOURS = [(time(hour).isoformat("minutes"), f"{hour} h") for hour in range(7, 20)]


class ChoicesForm(forms.Form):
    """The digest, then one line per kind a person may refuse. Dots of the kinds do not travel in names of fields."""

    weekday = forms.TypedChoiceField(label="Jour du résumé", choices=Weekday.choices, coerce=int, required=False)
    hour = forms.TypedChoiceField(label="Heure du résumé", choices=HOURS, coerce=time.fromisoformat, required=False)

    def __init__(self, *args: Any, chosen: dict[str, Choice], digest_time: tuple[int, time], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["weekday"].initial, hour = digest_time
        self.fields["hour"].initial = hour.isoformat("minutes")
        if hour.minute:  # the hour of the team may be 8 h 15
            kept = (hour.isoformat("minutes"), f"{hour.hour} h {hour.minute:02}")
            self.fields["hour"].choices = sorted([*HOURS, kept])  # type: ignore[attr-defined]
        for name, kind in kinds_to_choose():
            choices = DIGEST_CHOICES if name == DIGEST else Choice.choices
            self.fields[name.replace(".", "-")] = forms.ChoiceField(
                label=kind.label[:1].upper() + kind.label[1:],
                choices=choices,
                initial=chosen.get(name, Choice.AT_ONCE),
                required=False,  # left out: as it was
            )
        self.order_fields([DIGEST.replace(".", "-"), "weekday", "hour"])

    def kinds(self) -> dict[str, Choice]:
        return {name: Choice(self._chosen(name.replace(".", "-"))) for name, _kind in kinds_to_choose()}

    def _chosen(self, field: str) -> Any:
        return self.cleaned_data[field] or self.fields[field].initial

    def digest_time(self) -> dict[str, Any]:
        day, hour = self.cleaned_data["weekday"], self.cleaned_data["hour"]
        return {
            "weekday": self.fields["weekday"].initial if day == "" else day,
            "hour": hour or time.fromisoformat(self.fields["hour"].initial),
        }

    def digest_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in (DIGEST.replace(".", "-"), "weekday", "hour")]

    def kind_fields(self) -> list[forms.BoundField]:
        return list(self)[3:]


class RulesForm(forms.ModelForm[MailRules]):
    class Meta:
        model = MailRules
        fields = (
            "quiet_from",
            "quiet_until",
            "quiet_sundays",
            "quiet_holidays",
            "weekly_cap",
            "digest_weekday",
            "digest_hour",
        )
        widgets = {
            "quiet_from": TimeInput,
            "quiet_until": TimeInput,
            "quiet_sundays": Toggle,
            "quiet_holidays": Toggle,
            "digest_hour": TimeInput,
        }
        help_texts = {
            "quiet_until": "Deux fois la même heure : jamais de silence la nuit.",
            "weekly_cap": "Au-delà, les messages ordinaires attendent le résumé. Rien : sans limite.",
        }
