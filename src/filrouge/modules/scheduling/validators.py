from __future__ import annotations

from datetime import time

from django.core.exceptions import ValidationError

MOST_HOURS = 4


def validate_weekdays(value: object) -> None:
    if not isinstance(value, list) or not value or not set(value) <= set(range(6)):
        raise ValidationError("Cochez au moins un jour, du lundi au samedi.", code="weekdays")


def validate_hours(value: object) -> None:
    """« 12:30 », in the order of preference."""
    try:
        hours = [time.fromisoformat(one) for one in value]  # type: ignore[attr-defined]
    except (TypeError, ValueError) as error:
        raise ValidationError("Indiquez au moins une heure, par exemple 12:30.", code="hours") from error
    if not 1 <= len(hours) <= MOST_HOURS:
        raise ValidationError("Indiquez d’une à quatre heures.", code="hours")


def validate_months(value: object) -> None:
    if not isinstance(value, list) or not set(value) <= set(range(1, 13)):
        raise ValidationError("Choisissez des mois de la liste.", code="months")
    if len(set(value)) == 12:
        raise ValidationError("Il ne reste aucun mois : gardez-en au moins un.", code="months")
