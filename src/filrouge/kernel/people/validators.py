from __future__ import annotations

from django.core.exceptions import ValidationError

from filrouge.kernel.people.enums import Weekday


def validate_days(value: object) -> None:
    if not isinstance(value, list) or not set(value) <= set(Weekday.values):
        raise ValidationError("Choisissez des jours de la semaine.", code="days")
