from __future__ import annotations

import re
from collections.abc import Sequence

from django.core.exceptions import ValidationError

from filrouge.kernel.people.enums import Profession

# No vowel: no word, no initials with a year. Neither B G L O Q S U Y Z nor 0 1, which are read for one another.
LETTERS = "CDFHJKMNPRTVWX"
DIGITS = "23456789"
CODE = re.compile(rf"[{LETTERS}]{{3}}-[{DIGITS}]{{3}}")


def validate_code(value: str) -> None:
    if not CODE.fullmatch(value):
        raise ValidationError("Un code a trois lettres, un tiret et trois chiffres, comme KMP-479.", code="code")


def validate_professions(value: Sequence[str]) -> None:
    if not isinstance(value, list) or set(value) - set(Profession.values):
        raise ValidationError("Choisissez des professions de la liste.", code="professions")


def readable_code(typed: str) -> str:
    """« kmp 479 » as it is written: KMP-479. What is not a code comes back as typed."""
    compact = re.sub(r"[\s\-–]", "", typed).upper()
    found = f"{compact[:3]}-{compact[3:]}"
    return found if CODE.fullmatch(found) else typed
