from __future__ import annotations

import re

from django.core.exceptions import ValidationError

NAMED = r"\b(?:mots? de passe|mdp|password|passe|pin|code|digicode|cl[eé] secr[eè]te|token|jeton)\b"
WITH_FIGURES = re.compile(NAMED + r"\s*(?:est|:|=|,)?\s*\S*\d", re.IGNORECASE)  # « digicode 48B12 »
ALONE = re.compile(NAMED + r"\s*(?:est|:|=)\s*\S+[.,;]?\s*$", re.IGNORECASE | re.MULTILINE)  # « mdp : azerty »
IN_ADDRESS = re.compile(r"//[^/\s@]+:[^/\s@]+@|[?&#](?:token|key|pass\w*|mdp|code)=", re.IGNORECASE)
MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
SIGNS = re.compile(r"[!#$%&*+=?^~£€§|@]")
KINDS = [re.compile(kind) for kind in (r"[a-zà-ÿ]", r"[A-ZÀ-Ý]", r"\d")]
REFUSAL = (
    "Cela ressemble à un mot de passe. Ne l’écrivez pas ici : dites où il est gardé, "
    "par exemple « coffre de l’équipe »."
)


def validate_no_secret(text: str) -> None:
    """A file that is handed over says where secrets are, never what they are."""
    said = IN_ADDRESS.search(text) or WITH_FIGURES.search(text) or ALONE.search(text)
    if said or any(_is_secret(word) for word in text.split() if "//" not in word):
        raise ValidationError(REFUSAL, code="secret")


def _is_secret(word: str) -> bool:
    """Eight signs and more, mixed as nobody writes a word."""
    word = word.strip('«»"“”(),.;:')
    if len(word) < 8 or MAIL.fullmatch(word):
        return False
    kinds = sum(bool(kind.search(word)) for kind in KINDS)
    return kinds == 3 or (kinds == 2 and bool(SIGNS.search(word)))
