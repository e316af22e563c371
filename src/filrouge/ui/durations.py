"""Durations as people type them."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from filrouge.ui.typography import duration

HOURS_AND_MINUTES = re.compile(r"(?:(\d{1,2})\s*h(?:eures?)?)?\s*(?:(\d{1,3})\s*(?:m|min|mn|minutes?)?)?")
DECIMAL_HOURS = re.compile(r"(\d{1,2})[.,](\d{1,2})\s*h?")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
DAYS = re.compile(r"(?:(?:une? )?(demi)[- ]?journée|(?:1|une) ?(?:j|jour|journée)|journée)")
WORKING_DAY = 7 * 60  # minutes of a whole day of work
ONE_DAY = 24 * 60


def read_duration(typed: str) -> int:
    """Minutes of « 1 h 30 », « 1h30 », « 45 min », « 45 », « 1:30 », « 1,5 h », « demi-journée » or « 1 j »."""
    text = re.sub(r"[\s\u00a0\u202f]+", " ", typed).strip().lower()
    minutes = 0
    if found := CLOCK.fullmatch(text):
        minutes = int(found[1]) * 60 + int(found[2])
    elif found := DECIMAL_HOURS.fullmatch(text):
        minutes = round(float(f"{found[1]}.{found[2]}") * 60)
    elif found := DAYS.fullmatch(text):
        minutes = WORKING_DAY // 2 if found[1] else WORKING_DAY
    elif text and (found := HOURS_AND_MINUTES.fullmatch(text)):
        minutes = int(found[1] or 0) * 60 + int(found[2] or 0)
    if not 0 < minutes <= ONE_DAY:
        raise ValidationError("Écrivez une durée comme « 1 h 30 » ou « 45 min », 24 h au plus.", code="duration")
    return minutes


class DurationField(forms.CharField):
    """« 1 h 30 » typed, 90 minutes kept."""

    widget = forms.TextInput(attrs={"placeholder": "1 h 30", "autocomplete": "off", "size": 8})

    def prepare_value(self, value: Any) -> Any:
        return duration(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        return read_duration(typed) if typed else None
