from __future__ import annotations

from datetime import datetime

from dateutil.rrule import rrule, rrulestr
from django.core.exceptions import ValidationError

from filrouge.kernel.work.recurrence import parts_of, pattern_of

REFUSAL = "Cette répétition n’est pas comprise. Choisissez-en une dans la liste."


def validate_recurrence(value: str) -> None:
    """An RRULE of days, weeks, months or years, perhaps counted from the day it is done. No COUNT: each occurrence is
    a task of its own."""
    if not value:
        return
    parts = parts_of(value)
    if parts.get("FREQ") not in {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"} or "COUNT" in parts:
        raise ValidationError(REFUSAL, code="recurrence")
    if not parts.get("INTERVAL", "1").isdecimal() or not 1 <= int(parts.get("INTERVAL", "1")) <= 120:
        raise ValidationError(REFUSAL, code="recurrence")
    try:
        parsed = rrulestr(pattern_of(value), dtstart=datetime(2026, 1, 1))  # noqa: DTZ001 -- days, not moments
    except (ValueError, TypeError, KeyError) as error:
        raise ValidationError(REFUSAL, code="recurrence") from error
    if not isinstance(parsed, rrule):
        raise ValidationError(REFUSAL, code="recurrence")
