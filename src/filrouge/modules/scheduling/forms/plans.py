from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from filrouge.kernel.people.enums import Weekday
from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.people.models import Group
from filrouge.modules.meetings.queries import meeting_types
from filrouge.modules.scheduling.enums import Rhythm
from filrouge.modules.scheduling.forms.slots import HOURS
from filrouge.modules.scheduling.models import PlanLine, PlannedDate
from filrouge.ui.forms import DateInput, TimeInput
from filrouge.ui.typography import MONTHS


class LineForm(IdentityGuard, forms.ModelForm[PlanLine]):
    """One kind of meeting in the year."""

    guarded = ("title", "place")
    number = forms.IntegerField(
        label="Nombre",
        min_value=1,
        max_value=60,
        help_text="De fois dans l’année, ou de semaines entre deux dates.",
    )
    weekdays = forms.TypedMultipleChoiceField(
        label="Jours possibles", choices=Weekday.choices, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    hour_1 = forms.TimeField(label="De préférence à", widget=TimeInput)
    hour_2 = forms.TimeField(label="sinon à", required=False, widget=TimeInput)
    hour_3 = forms.TimeField(label="sinon à", required=False, widget=TimeInput)
    minutes = forms.IntegerField(label="Durée (minutes)", min_value=10, max_value=720)
    avoided_months = forms.TypedMultipleChoiceField(
        label="Mois à éviter",
        choices=[(rank, name) for rank, name in enumerate(MONTHS, 1)],
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = PlanLine
        fields = [
            "type", "group", "title", "rhythm", "number", "weekdays", "minutes", "avoided_months", "prefers_best_day",
            "place",
        ]  # fmt: skip
        labels = {"prefers_best_day": "Garder de préférence le jour où l’on vient le plus"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["type"].queryset = meeting_types()  # type: ignore[attr-defined]
        self.fields["group"].queryset = Group.objects.filter(closed_on__isnull=True)  # type: ignore[attr-defined]
        self.fields["group"].empty_label = "Pas de groupe"  # type: ignore[attr-defined]
        self.fields["rhythm"].choices = Rhythm.choices  # type: ignore[attr-defined]
        for name, hour in zip(HOURS, self.instance.hours or [], strict=False):
            self.initial.setdefault(name, hour)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        hours = [cleaned.pop(name, None) for name in HOURS]
        if not self.errors:
            cleaned["hours"] = list(dict.fromkeys(f"{hour:%H:%M}" for hour in hours if hour))
            if len(set(cleaned["avoided_months"])) == 12:
                raise ValidationError(
                    {"avoided_months": "Il ne reste aucun mois : gardez-en au moins un."}, code="months"
                )
        return cleaned

    def _post_clean(self) -> None:
        """The service validates the whole row: a form only reads what was typed."""


class PlannedDateForm(forms.Form):
    day = forms.DateField(label="Jour", widget=DateInput)
    starts = forms.TimeField(label="À", required=False, widget=TimeInput)

    @classmethod
    def of(cls, data: Any, planned: PlannedDate) -> PlannedDateForm:
        return cls(data, initial={"day": planned.day, "starts": planned.starts})
