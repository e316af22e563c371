from __future__ import annotations

import re

from django.core.exceptions import ValidationError

HOURS_AND_MINUTES = re.compile(r"(?:(\d{1,2})\s*h(?:eures?)?)?\s*(?:(\d{1,3})\s*(?:m|min|mn|minutes?)?)?")
DECIMAL_HOURS = re.compile(r"(\d{1,2})[.,](\d{1,2})\s*h?")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
ONE_DAY = 24 * 60


def read_duration(typed: str) -> int:
    """Minutes of « 1 h 30 », « 1h30 », « 45 min », « 45 », « 1:30 » or « 1,5 h »."""
    text = re.sub(r"[\s\u00a0\u202f]+", " ", typed).strip().lower()
    minutes = 0
    if found := CLOCK.fullmatch(text):
        minutes = int(found[1]) * 60 + int(found[2])
    elif found := DECIMAL_HOURS.fullmatch(text):
        minutes = round(float(f"{found[1]}.{found[2]}") * 60)
    elif text and (found := HOURS_AND_MINUTES.fullmatch(text)):
        minutes = int(found[1] or 0) * 60 + int(found[2] or 0)
    if not 0 < minutes <= ONE_DAY:
        raise ValidationError("Écrivez une durée comme « 1 h 30 » ou « 45 min », 24 h au plus.", code="duration")
    return minutes
