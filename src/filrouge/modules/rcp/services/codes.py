from __future__ import annotations

import secrets

from filrouge.modules.rcp.models import Case
from filrouge.modules.rcp.validators import DIGITS, LETTERS


def new_code() -> str:
    """A code the team never used, drawn at random: it says nothing of anybody, and cannot be computed again."""
    while True:
        code = "-".join("".join(secrets.choice(signs) for _ in range(3)) for signs in (LETTERS, DIGITS))
        if not Case.objects.filter(code=code).exists():
            return code
