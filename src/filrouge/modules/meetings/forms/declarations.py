from __future__ import annotations

from datetime import datetime
from typing import TypedDict

from django import forms

from filrouge.modules.meetings.enums import Presence
from filrouge.modules.meetings.forms.attendance import moment_in
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.services import drawing_in


class Declared(TypedDict):
    presence: str
    arrived_at: datetime | None
    left_at: datetime | None


class DeclarationForm(forms.Form):
    """What a person says of their own presence, from their phone."""

    presence = forms.ChoiceField(
        choices=[(Presence.PRESENT, ""), (Presence.REMOTE, ""), (Presence.LEFT_EARLY, "")],
        error_messages={
            "required": "Choisissez : sur place ou à distance.",
            "invalid_choice": "Choisissez : sur place ou à distance.",
        },
    )
    arrived = forms.TimeField(
        required=False, error_messages={"invalid": "L’heure d’arrivée ne se lit pas : écrivez-la ainsi, 12:45."}
    )
    left = forms.TimeField(
        required=False, error_messages={"invalid": "L’heure de départ ne se lit pas : écrivez-la ainsi, 13:15."}
    )

    signature = forms.CharField(required=False, max_length=300_000, widget=forms.HiddenInput)

    def clean_signature(self) -> bytes:
        return drawing_in(self.cleaned_data["signature"])

    def declared(self, meeting: Meeting) -> Declared:
        """Hours make somebody on site late or gone early; remote stays remote, with its hours."""
        presence, arrived, left = (self.cleaned_data[name] for name in ("presence", "arrived", "left"))
        if presence == Presence.PRESENT and (arrived or left):
            presence = Presence.LATE if arrived else Presence.LEFT_EARLY
        return {
            "presence": presence,
            "arrived_at": moment_in(meeting, arrived),
            "left_at": moment_in(meeting, left),
        }
