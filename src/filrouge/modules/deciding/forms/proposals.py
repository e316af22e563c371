from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from filrouge.kernel.people.models import Group, Person
from filrouge.kernel.people.queries import people_on
from filrouge.modules.deciding.enums import Method
from filrouge.modules.deciding.forms.ballots import BallotForm
from filrouge.ui.forms import DateInput, TimeInput

USUAL_DAYS, USUAL_HOUR = 7, time(18)


class ClosingForm(forms.Form):
    """Until when answers are awaited."""

    shown_as: ClassVar = {"closes_at": "day"}
    day = forms.DateField(label="Réponses jusqu’au", widget=DateInput)
    hour = forms.TimeField(label="À", widget=TimeInput, initial=USUAL_HOUR)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day, hour = (cleaned.pop(name, None) for name in ("day", "hour"))
        if day and hour:
            cleaned["closes_at"] = timezone.make_aware(datetime.combine(day, hour))
        return cleaned


class ProposalForm(ClosingForm, BallotForm):
    """A question for people who are not in a room: the same as in a meeting, and to whom, until when."""

    group: forms.ModelChoiceField[Group] = forms.ModelChoiceField(
        label="Groupe interrogé", queryset=None, required=False, empty_label="Pas de groupe"
    )
    people: forms.ModelMultipleChoiceField[Person] = forms.ModelMultipleChoiceField(
        label="Personnes en plus du groupe", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["electorate"]
        today = timezone.localdate()
        self.fields["group"].queryset = Group.objects.filter(closed_on__isnull=True)  # type: ignore[attr-defined]
        self.fields["people"].queryset = people_on(today)  # type: ignore[attr-defined]
        if self.instance.closes_at:
            closes = timezone.localtime(self.instance.closes_at)
            asked = list(self.instance.voters.values_list("person", flat=True))
            self.initial.update({"day": closes.date(), "hour": closes.time(), "people": asked})
        else:
            self.initial.setdefault("day", today + timedelta(days=USUAL_DAYS))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("group") and not cleaned.get("people") and "people" not in self.errors:
            raise ValidationError({"group": "Dites à qui : un groupe, des personnes, ou les deux."}, code="nobody")
        return cleaned


PROPOSABLE = [method for method in Method if method != Method.HANDS]
