from __future__ import annotations

from django.core.exceptions import ValidationError

from filrouge.kernel.people.enums import Weekday


def validate_days(value: object) -> None:
    if not isinstance(value, list) or any(type(day) is not int or day not in Weekday.values for day in value):
        raise ValidationError("Choisissez des jours de la semaine, du lundi au samedi.", code="days")
