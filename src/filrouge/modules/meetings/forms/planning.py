from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.people.models import Group, Person
from filrouge.kernel.people.queries import people_not_gone
from filrouge.kernel.tenancy.models import Site
from filrouge.modules.meetings import queries
from filrouge.modules.meetings.enums import Confidentiality, SessionRole
from filrouge.modules.meetings.models import Meeting, MeetingType
from filrouge.ui.forms import DateInput, TimeInput


class MeetingForm(IdentityGuard, forms.ModelForm[Meeting]):
    guarded = ("title", "place")
    shown_as: ClassVar = {"starts_at": "day", "ends_at": "ends"}
    day = forms.DateField(label="Date", widget=DateInput)
    starts = forms.TimeField(label="De", widget=TimeInput)
    ends = forms.TimeField(label="À", widget=TimeInput)
    video_url = forms.URLField(
        label="Lien de visioconférence",
        required=False,
        assume_scheme="https",
        help_text="Facultatif : collez l’adresse de la visioconférence.",
    )

    like: forms.ModelChoiceField[Meeting] = forms.ModelChoiceField(
        queryset=None, required=False, widget=forms.HiddenInput
    )

    class Meta:
        model = Meeting
        fields = ["type", "group", "title", "place", "site", "video_url", "confidentiality", *SessionRole.values]
        help_texts = {
            "group": "Ses membres seront conviés ; vous pourrez ajouter et retirer des personnes.",
        }

    def __init__(self, *args: Any, turns: Mapping[SessionRole, UUID] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.turns = turns or {}
        people = people_not_gone(timezone.localdate())
        for name, queryset in {
            "type": queries.meeting_types(),
            "group": Group.objects.filter(closed_on__isnull=True),
            "site": Site.objects.all(),
            "like": Meeting.objects.all(),
            **dict.fromkeys(SessionRole.values, people),
        }.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]
        self.role_names = self._roles_shown()
        names = [(person.pk, str(person)) for person in people.only("organisation", "first_name", "last_name")]
        for name in SessionRole.values:  # read once for all
            self.fields[name].choices = [("", "Choisir…"), *names]  # type: ignore[attr-defined]
        self.fields["group"].empty_label = "Pas de groupe"  # type: ignore[attr-defined]
        self.fields["confidentiality"].required = False  # left out, the type decides
        if self.instance.starts_at:
            starts, ends = timezone.localtime(self.instance.starts_at), timezone.localtime(self.instance.ends_at)
            self.initial.update({"day": starts.date(), "starts": starts.time(), "ends": ends.time()})

    def _roles_shown(self) -> list[str]:
        """Those of the type, and those somebody already holds."""
        chosen = self.instance.type if self.instance.type_id else self.initial.get("type")
        asked = set(chosen.session_roles if isinstance(chosen, MeetingType) else SessionRole.values)
        held = {role for role in SessionRole.values if getattr(self.instance, f"{role}_id")}
        sent = {role for role in SessionRole.values if self.data.get(role)}
        return [role for role in SessionRole.values if role in asked | held | sent]

    def role_fields(self) -> list[tuple[forms.BoundField, UUID | None, str]]:
        """Each role shown, with whose turn it is to hold it: key and name."""
        names = dict(self.fields["facilitator"].choices)  # type: ignore[attr-defined]
        proposed = [self.turns.get(SessionRole(name)) for name in self.role_names]
        return [(self[name], key, str(names.get(key, ""))) for name, key in zip(self.role_names, proposed, strict=True)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("like"):
            cleaned.pop("like", None)
        if not cleaned.get("confidentiality"):
            cleaned.pop("confidentiality", None)
        day, starts, ends = (cleaned.pop(name, None) for name in ("day", "starts", "ends"))
        if day and starts and ends:
            if ends <= starts:
                raise ValidationError({"ends": "La réunion doit finir après son début."}, code="order")
            cleaned["starts_at"], cleaned["ends_at"] = at(day, starts), at(day, ends)
        return cleaned

    def _post_clean(self) -> None:
        """The service validates the whole row: a form only reads what was typed."""


def at(day: Any, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


class ReadersForm(forms.Form):
    confidentiality = forms.ChoiceField(
        label="Qui peut lire", choices=Confidentiality.choices, widget=forms.RadioSelect
    )


class ParticipantsForm(forms.Form):
    people: forms.ModelMultipleChoiceField[Person] = forms.ModelMultipleChoiceField(
        label="Personnes à convier", queryset=None, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].queryset = queries.people_to_invite(meeting)  # type: ignore[attr-defined]


class ConveneForm(IdentityGuard):
    guarded = ("message",)
    message = forms.CharField(
        label="Mot d’accompagnement",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Facultatif : il ouvre le message, avant l’ordre du jour.",
    )


class CancelForm(IdentityGuard):
    guarded = ("reason",)
    reason = forms.CharField(
        label="Motif", required=False, max_length=200, help_text="Facultatif : il est dit aux personnes conviées."
    )
