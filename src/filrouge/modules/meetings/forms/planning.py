from __future__ import annotations

from datetime import datetime, time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.people.models import Group, Person
from filrouge.kernel.tenancy.models import Site
from filrouge.modules.meetings import queries
from filrouge.modules.meetings.enums import SessionRole
from filrouge.modules.meetings.models import Meeting
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

    class Meta:
        model = Meeting
        fields = ["type", "group", "title", "place", "site", "video_url", "confidentiality", *SessionRole.values]
        help_texts = {
            "group": "Ses membres seront conviés ; vous pourrez ajouter et retirer des personnes.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(left_on__isnull=True)
        for name, queryset in {
            "type": queries.meeting_types(),
            "group": Group.objects.filter(closed_on__isnull=True),
            "site": Site.objects.all(),
            **dict.fromkeys(SessionRole.values, people),
        }.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]
        names = [(person.pk, str(person)) for person in people.only("organisation", "first_name", "last_name")]
        for name in SessionRole.values:  # read once for all
            self.fields[name].choices = [("", "Choisir…"), *names]  # type: ignore[attr-defined]
        self.fields["group"].empty_label = "Pas de groupe"  # type: ignore[attr-defined]
        self.fields["confidentiality"].required = False  # left out, the type decides
        if self.instance.starts_at:
            starts, ends = timezone.localtime(self.instance.starts_at), timezone.localtime(self.instance.ends_at)
            self.initial.update({"day": starts.date(), "starts": starts.time(), "ends": ends.time()})

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
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
