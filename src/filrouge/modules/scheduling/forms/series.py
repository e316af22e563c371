from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from filrouge.kernel.people.enums import Weekday
from filrouge.kernel.people.forms.guard import IdentityGuard
from filrouge.kernel.people.models import Group
from filrouge.kernel.tenancy.models import Site
from filrouge.modules.meetings.models import MeetingType
from filrouge.modules.meetings.queries import meeting_types
from filrouge.modules.scheduling.enums import Frequency, Rank
from filrouge.modules.scheduling.models import Series
from filrouge.ui.forms import Cards, DateInput, TimeInput

INTERVALS = ((1, "à chaque fois"), (2, "une fois sur deux"), (3, "une fois sur trois"), (4, "une fois sur quatre"),
             (6, "une fois sur six"), (12, "une fois sur douze"))  # fmt: skip


class SeriesForm(IdentityGuard, forms.ModelForm[Series]):
    """« Tous les deuxièmes jeudis du mois à 12 h 30 », said with four choices."""

    guarded = ("title", "place")
    frequency = forms.ChoiceField(
        label="Rythme",
        widget=Cards,
        choices=[
            (Frequency.MONTHLY, "Dans le mois : le deuxième jeudi, le dernier mardi…"),
            (Frequency.WEEKLY, "Dans la semaine : chaque mardi, un jeudi sur deux…"),
        ],
    )
    rank = forms.TypedChoiceField(label="Lequel", choices=Rank.choices, coerce=int, empty_value=None, required=False)
    weekday = forms.TypedChoiceField(label="Jour", choices=Weekday.choices, coerce=int)
    interval = forms.TypedChoiceField(label="Combien de fois", choices=INTERVALS, coerce=int)
    minutes = forms.IntegerField(label="Durée (minutes)", min_value=10, max_value=720)
    video_url = forms.URLField(label="Lien de visioconférence", required=False, assume_scheme="https")

    class Meta:
        model = Series
        fields = [
            "type", "group", "title", "frequency", "rank", "weekday", "interval", "starts", "minutes", "first_on",
            "last_on", "on_holiday", "place", "site", "video_url",
        ]  # fmt: skip
        widgets = {"starts": TimeInput, "first_on": DateInput, "last_on": DateInput}
        labels = {"starts": "À"}
        help_texts = {
            "group": "Ses membres seront conviés à chaque date.",
            "last_on": "Facultatif : sans fin, les dates sont posées six mois à l’avance.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, queryset in {
            "type": meeting_types(),
            "group": Group.objects.filter(closed_on__isnull=True),
            "site": Site.objects.all(),
        }.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]
        self.fields["group"].empty_label = "Pas de groupe"  # type: ignore[attr-defined]
        if self.instance.interval not in dict(INTERVALS):
            self.fields["interval"].choices = [*INTERVALS, (self.instance.interval, "rythme particulier")]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("frequency") == Frequency.WEEKLY:
            cleaned["rank"] = None
        elif "rank" in cleaned and cleaned["rank"] is None:
            self.add_error("rank", "Dites quel jour du mois : le premier, le deuxième…")
        return cleaned

    def _post_clean(self) -> None:
        """The service validates the whole row: a form only reads what was typed."""


def usual_series(kind: MeetingType | None, group: Group | None) -> dict[str, Any]:
    """What a new series starts with: the second Thursday at noon."""
    return {
        "type": kind,
        "group": group,
        "title": kind.short_name if kind else "",
        "frequency": Frequency.MONTHLY,
        "rank": Rank.SECOND,
        "weekday": Weekday.THURSDAY,
        "interval": 1,
        "starts": "12:30",
        "minutes": kind.default_minutes if kind else 60,
        "first_on": timezone.localdate() + timedelta(days=7),
    }


class SkipForm(IdentityGuard):
    guarded = ("reason",)
    reason = forms.CharField(label="Motif", required=False, max_length=200)


class MoveForm(forms.Form):
    day = forms.DateField(label="Nouvelle date", widget=DateInput)
    starts = forms.TimeField(label="À", widget=TimeInput)


class FromForm(forms.Form):
    """From which date a change of the series applies; nothing: from today."""

    depuis = forms.DateField(required=False)

    def day(self) -> date | None:
        return self.cleaned_data.get("depuis") if self.is_valid() else None
