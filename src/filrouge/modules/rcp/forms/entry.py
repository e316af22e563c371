from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from filrouge.kernel.ids import uuid7
from filrouge.kernel.people.models import Person
from filrouge.modules.rcp import queries
from filrouge.modules.rcp.forms.cases import NewCaseForm
from filrouge.ui.forms import DateInput, TimeInput


class ConcertationForm(NewCaseForm):
    """A concertation that just took place: who, which patient, of what. Whoever notes was there."""

    people: forms.ModelMultipleChoiceField[Person] = forms.ModelMultipleChoiceField(
        label="Avec qui",
        queryset=None,
        required=False,
        error_messages={"invalid_choice": "Cette personne n’est plus dans l’équipe : rechargez la page."},
    )
    day = forms.DateField(label="Jour", required=False, widget=DateInput)
    hour = forms.TimeField(label="Terminée à", required=False, widget=TimeInput)
    minutes = forms.IntegerField(label="Durée (minutes)", required=False, min_value=5, max_value=240)

    def __init__(self, *args: Any, me: Person | None, **kwargs: Any) -> None:
        super().__init__(*args, day=timezone.localdate(), **kwargs)
        self.me = me
        self.fields["people"].queryset = queries.partners_to_choose(timezone.localdate(), me)  # type: ignore[attr-defined]

    def details(self) -> dict[str, Any]:
        """What the service takes: the people, when it ended, the situation."""
        asked = dict(self.cleaned_data)
        day, hour = asked.pop("day"), asked.pop("hour")
        others = list(asked.pop("people"))
        asked["people"] = [self.me, *others] if self.me else others
        asked["entry_key"] = asked["entry_key"] or uuid7()
        asked["ended_at"] = self._moment(day, hour)
        return asked

    def _moment(self, day: Any, hour: Any) -> datetime | None:
        """None is now. A day without an hour is that day at the hour it is, so that nothing is in the future."""
        if day is None and hour is None:
            return None
        now = timezone.localtime().replace(second=0, microsecond=0)
        return timezone.make_aware(datetime.combine(day or now.date(), hour or now.time()))


class AskForm(forms.Form):
    """From the sheet of the staff room: one's address, or a person this device already knows."""

    email = forms.EmailField(label="Votre adresse e-mail", required=False)
    person = forms.UUIDField(required=False)
