from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from filrouge.kernel.people.enums import Profession
from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.people.models import Person
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.scheduling.models import Poll
from filrouge.modules.scheduling.queries import Suggestion
from filrouge.ui.forms import DateInput, TimeInput

HOURS = ("hour_1", "hour_2", "hour_3")
WEEKS = 8
ANSWER_WITHIN = timedelta(days=7)


class SlotsForm(IdentityGuard):
    """Dates proposed: suggestions ticked, and every chosen day at every chosen hour."""

    suggested = forms.MultipleChoiceField(required=False)
    days = forms.MultipleChoiceField(required=False)
    other_day = forms.DateField(label="Un autre jour", required=False, widget=DateInput)
    hour_1 = forms.TimeField(label="À", required=False, widget=TimeInput)
    hour_2 = forms.TimeField(label="et à", required=False, widget=TimeInput)
    hour_3 = forms.TimeField(label="et à", required=False, widget=TimeInput)
    minutes = forms.IntegerField(label="Durée (minutes)", min_value=10, max_value=720)

    def __init__(self, *args: Any, meeting: Meeting, suggestions: Sequence[Suggestion], **kwargs: Any) -> None:
        local = timezone.localtime(meeting.starts_at)
        usual = {"hour_1": local.time(), "minutes": meeting.planned_minutes}
        kwargs["initial"] = usual | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["suggested"].choices = [(text_of(one.starts_at), "") for one in suggestions]  # type: ignore[attr-defined]
        self.fields["days"].choices = [(day.isoformat(), "") for week in weeks() for day in week]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        names = ("suggested", "days", "other_day", *HOURS, "minutes")
        found = {name: cleaned.pop(name, None) for name in names}
        if not self.errors:
            cleaned["slots"] = self._slots(found)
        return cleaned

    def _slots(self, found: dict[str, Any]) -> list[tuple[datetime, datetime]]:
        length = timedelta(minutes=found["minutes"])
        starts = [timezone.make_aware(datetime.fromisoformat(text)) for text in found["suggested"]]
        days = [date.fromisoformat(text) for text in found["days"]]
        days += [found["other_day"]] if found["other_day"] else []
        hours = [found[name] for name in HOURS if found[name]]
        if days and not hours:
            raise ValidationError({"hour_1": "À quelle heure ? Indiquez au moins une heure."}, code="hour")
        starts += [at(day, hour) for day in days for hour in hours]
        if not starts:
            raise ValidationError("Choisissez au moins une date : une suggestion ou un jour.", code="no_slot")
        return [(start, start + length) for start in sorted(set(starts))]


class PollForm(SlotsForm):
    guarded = ("message",)
    respond_by = forms.DateField(label="Réponses attendues avant le", widget=DateInput)
    message = forms.CharField(
        label="Mot d’accompagnement", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    required_professions = forms.MultipleChoiceField(
        label="Professions indispensables", required=False, widget=forms.CheckboxSelectMultiple
    )
    required_people: forms.ModelMultipleChoiceField[Person] = forms.ModelMultipleChoiceField(
        label="Personnes indispensables", queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        kwargs["initial"] = {"respond_by": timezone.localdate() + ANSWER_WITHIN}
        super().__init__(*args, **kwargs)
        fill_required(self, people)


class MoreSlotsForm(SlotsForm):
    respond_by = forms.DateField(label="Réponses attendues avant le", widget=DateInput)

    def __init__(self, *args: Any, poll: Poll, **kwargs: Any) -> None:
        soon = timezone.localdate() + timedelta(days=5)
        kwargs["initial"] = {"respond_by": max(poll.respond_by, soon)}
        super().__init__(*args, meeting=poll.meeting, **kwargs)


class PollSettingsForm(forms.Form):
    respond_by = forms.DateField(label="Réponses attendues avant le", widget=DateInput)
    required_professions = PollForm.base_fields["required_professions"]
    required_people = PollForm.base_fields["required_people"]

    def __init__(
        self, *args: Any, poll: Poll, people: Sequence[Person], required: Iterable[Any], **kwargs: Any
    ) -> None:
        kwargs["initial"] = {
            "respond_by": poll.respond_by,
            "required_professions": poll.required_professions,
            "required_people": list(required),
        }
        super().__init__(*args, **kwargs)
        fill_required(self, people)


def fill_required(form: forms.Form, people: Sequence[Person]) -> None:
    """Only the people asked and their professions may be indispensable."""
    present = {person.profession for person in people}
    professions = [(code, label) for code, label in Profession.choices if code in present]
    form.fields["required_professions"].choices = professions  # type: ignore[attr-defined]
    chosen = form.fields["required_people"]
    chosen.queryset = Person.objects.filter(pk__in=[person.pk for person in people])  # type: ignore[attr-defined]
    chosen.choices = [(person.pk, person.full_name) for person in people]  # type: ignore[attr-defined]


def weeks() -> list[list[date]]:
    """The weeks to come, Monday to Saturday, from tomorrow on."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    monday = tomorrow - timedelta(days=tomorrow.weekday())
    rows = [[monday + timedelta(days=week * 7 + day) for day in range(6)] for week in range(WEEKS)]
    return [[day for day in row if day >= tomorrow] for row in rows if row[-1] >= tomorrow]


def at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


def text_of(moment: datetime) -> str:
    """The moment as it travels in a form: local, to the minute."""
    return f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}"
