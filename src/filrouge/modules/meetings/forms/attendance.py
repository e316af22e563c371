from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from filrouge.kernel.people.enums import Profession, Status
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.names import fold
from filrouge.kernel.people.services import add_person
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import queries
from filrouge.modules.meetings.enums import Presence
from filrouge.modules.meetings.forms.planning import at
from filrouge.modules.meetings.models import Meeting

HOURS = forms.TimeField(required=False)
PARTLY = (Presence.LATE, Presence.LEFT_EARLY)  # « présent·e » pressed again is the whole session


@dataclass(frozen=True, slots=True)
class Mark:
    participant: UUID
    presence: str
    arrived_at: datetime | None
    left_at: datetime | None


def marks_in(data: QueryDict, meeting: Meeting) -> list[Mark]:
    """What the grid sends: the button pressed (« participant:presence »), or the hours of the rows that show them.

    Raises ``ValidationError`` for an hour that does not read.
    """
    shown = {name.removeprefix("was-"): value for name, value in data.items() if name.startswith("was-")}
    pressed = [value.partition(":")[::2] for value in data.getlist("mark")]
    return [
        _mark(data, meeting, key, presence, keeps_hours=presence in PARTLY or shown.get(key) == presence)
        for key, presence in pressed or shown.items()
        if presence in Presence.values and is_key(key)
    ]


def _mark(data: QueryDict, meeting: Meeting, key: str, presence: str, *, keeps_hours: bool) -> Mark:
    arrived, left = (HOURS.clean(data.get(f"{name}-{key}")) if keeps_hours else None for name in ("arrived", "left"))
    return Mark(UUID(key), presence, moment_in(meeting, arrived), moment_in(meeting, left))


def moment_in(meeting: Meeting, hour: time | None) -> datetime | None:
    """That hour of the session; of the next day when the session goes past midnight and the hour is before it."""
    if hour is None:
        return None
    opened, closed = meeting.session
    first, last = timezone.localdate(opened), timezone.localdate(closed)
    moment = at(first, hour)
    if last > first and moment < opened - timedelta(hours=1):
        moment = at(last, hour)
    return moment


def is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


class WalkInForm(forms.Form):
    """Somebody of the team, or a name not known yet."""

    person: forms.ModelChoiceField[Person] = forms.ModelChoiceField(
        None, required=False, label="Dans l’annuaire", empty_label="Choisir une personne…"
    )
    last_name = forms.CharField(label="Nom", max_length=100, required=False)
    first_name = forms.CharField(label="Prénom", max_length=100, required=False)
    profession = forms.ChoiceField(label="Profession", choices=Profession, required=False, initial=Profession.OTHER)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = queries.people_to_invite(meeting)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A name already in the directory is that person: a second tap makes no twin."""
        cleaned = super().clean() or {}
        last, first = cleaned.get("last_name", ""), cleaned.get("first_name", "")
        if not cleaned.get("person") and last:
            cleaned["person"] = Person.objects.filter(sort_name=fold(f"{last} {first}")).first()
        if not cleaned.get("person") and not last and not self.errors:
            raise ValidationError("Choisissez une personne, ou écrivez au moins son nom.", code="nobody")
        return cleaned

    def known_or_added(self, *, by: Membership) -> Person:
        """The person chosen, or a partner added to the directory."""
        typed = self.cleaned_data
        return typed["person"] or add_person(
            by=by,
            status=Status.PARTNER,
            last_name=typed["last_name"],
            first_name=typed["first_name"],
            profession=typed["profession"],
            email=typed.get("email", ""),
        )


class GuestForm(WalkInForm):
    """Whom to invite to one item: somebody of the directory, or a name and where to write."""

    email = forms.EmailField(label="Adresse e-mail", required=False)

    def clean(self) -> dict[str, Any]:
        """An address already in the directory is that person."""
        cleaned = super().clean()
        if not cleaned.get("person") and (email := cleaned.get("email")):
            cleaned["person"] = Person.objects.filter(email__iexact=email).first()
        return cleaned
