"""The week of a site: one row a day, four hours a row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Any

from django import forms

from filrouge.modules.aci.engine.hours import DAYS, BadHours, Spans, day_of
from filrouge.modules.aci.models import SiteOpening
from filrouge.ui.forms import TimeInput

TIMES = (("ouvre", "ouvre à"), ("ferme", "ferme à"), ("midi_de", "ferme à midi de"), ("midi_a", "rouvre à"))


class HoursForm(forms.Form):
    holiday_closure_weeks = forms.IntegerField(
        label="Semaines de fermeture pendant les vacances scolaires", min_value=0, max_value=52, initial=0
    )
    other_closure_weeks = forms.IntegerField(
        label="Semaines de fermeture hors vacances", min_value=0, max_value=52, initial=0
    )
    unscheduled_care = forms.BooleanField(
        label="Une réponse aux soins non programmés chaque jour ouvré", required=False, initial=True
    )
    pdsa_waiver = forms.BooleanField(
        label="Dérogation au titre de la permanence des soins (PDSA), écrite au contrat", required=False
    )
    OTHERS = ("holiday_closure_weeks", "other_closure_weeks", "unscheduled_care", "pdsa_waiver")

    def __init__(self, *args: Any, row: SiteOpening | None, **kwargs: Any) -> None:
        initial = {name: getattr(row, name) for name in self.OTHERS} | typed_week(row.hours.week) if row else {}
        super().__init__(*args, **{"initial": initial} | kwargs)
        for day in DAYS:
            for name, label in TIMES:
                widget = TimeInput({"aria-label": f"{day} : {label}"})
                self.fields[f"{day}_{name}"] = forms.TimeField(label=label, required=False, widget=widget)

    def days(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(day, [self[f"{day}_{name}"] for name, _label in TIMES]) for day in DAYS]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        week: list[Spans] = []
        for day in DAYS:
            try:
                week.append(day_of(day, *(_minutes(cleaned.get(f"{day}_{name}")) for name, _label in TIMES)))
            except BadHours as error:
                self.add_error(None, forms.ValidationError(str(error), code="hours"))
        return {name: cleaned.get(name) for name in self.OTHERS} | {"week": week}


def typed_week(week: tuple[Spans, ...]) -> dict[str, time]:
    """What the grid holds for these hours."""
    found: dict[str, time] = {}
    for day, spans in zip(DAYS, week, strict=True):
        times = [minute for span in spans for minute in span]
        names = ("ouvre", "ferme") if len(times) == 2 else ("ouvre", "midi_de", "midi_a", "ferme")
        found |= {f"{day}_{name}": _time(minute) for name, minute in zip(names, times, strict=False)}
    return found


def monday_everywhere(data: Mapping[str, Any]) -> dict[str, Any]:
    """What is typed, with Monday copied to the other weekdays."""
    found = dict(data.items())
    for day in DAYS[1:-1]:
        found |= {f"{day}_{name}": data.get(f"lundi_{name}", "") for name, _label in TIMES}
    return found


def _minutes(at: time | None) -> int | None:
    return None if at is None else at.hour * 60 + at.minute


def _time(minutes: int) -> time:
    return time(*divmod(minutes, 60))
