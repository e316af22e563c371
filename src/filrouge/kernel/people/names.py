"""How names and words are compared: without accents, capitals or punctuation."""

from __future__ import annotations

import re
import unicodedata

SOMEBODY = "Quelqu’un de l’équipe"  # in the place of a name that was erased

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
_NOT_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """« Noël-Lefèvre  Élodie » → « noel lefevre elodie »."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_LIGATURES)
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    return _NOT_WORD.sub(" ", bare).strip()


def tidy(text: str) -> str:
    """One line, single spaces, none of the invisible signs that reverse or break a text."""
    visible = "".join(
        " " if sign.isspace() else sign for sign in text if sign.isspace() or unicodedata.category(sign)[0] != "C"
    )
    return " ".join(visible.split())


def show_name(text: str) -> str:
    """« LE GOFF-MARTIN » → « Le Goff-Martin »; a name already in mixed case is left as it is."""
    if not text.isupper() or len(text) < 2:
        return text
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), text)
