from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

LONGEST_LEAD, LONGEST_TAIL = 500, 250  # working days
LONGEST_EFFORT = 100 * 60  # minutes
STEP_COLUMNS = {"key", "title", "days", "minutes", "role", "after", "why"}
SOME_COLUMNS = {"at_least"}


def validate_keys(value: Any) -> None:
    if not isinstance(value, list) or not all(isinstance(key, str) and 0 < len(key) <= 40 for key in value):
        raise ValidationError("Ces étapes sont illisibles : choisissez-les dans la liste.", code="keys")


def validate_template_steps(value: Any) -> None:
    """What a template keeps of its steps: all of their columns, some if need be, and nothing else."""
    if not isinstance(value, list) or not all(
        isinstance(one, dict) and set(one) - SOME_COLUMNS == STEP_COLUMNS for one in value
    ):
        raise ValidationError("Les étapes de ce modèle sont illisibles.", code="steps")
