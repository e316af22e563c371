"""One written form for each kind of number, whatever people type or paste.

Normalising never fails and never guesses a missing digit: what cannot be understood comes back tidied but
otherwise as typed, and the validator says what is wrong.
"""

import re
import unicodedata

# Spaces of every width, zero-width marks pasted from PDF files, and the marks people put between groups.
_SEPARATORS = re.compile(r"[\s\u200b-\u200f\u2060\ufeff.\-‐‑‒–—_/·]+")

_DIALLED_FROM_FRANCE = re.compile(r"0[1-9][0-9]{8}")
_INTERNATIONAL_FRANCE = re.compile(r"(?:\+|00)(33|262|590|594|596)\(?0?\)?([1-9][0-9]{8})")

# Overseas numbers keep their national prefix but have their own country code (ARCEP numbering plan).
_OVERSEAS_PREFIXES = {
    "0262": "262", "0263": "262", "0269": "262", "0639": "262", "0692": "262", "0693": "262",
    "0590": "590", "0690": "590", "0691": "590",
    "0594": "594", "0694": "594",
    "0596": "596", "0696": "596", "0697": "596",
}  # fmt: skip

# Shared by several overseas codes, or six digits long (Saint-Pierre-et-Miquelon): no single form.
_NO_SINGLE_COUNTRY = ("0508", "0709", "0976")


def _compact(value: str) -> str:
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", value)).upper()


def normalise_rpps(value: str) -> str:
    """« 9970 023 7045 » → « 99700237045 ».

    The 12 digits of the national identification (« 8 », then the RPPS) lose the first one.
    """
    compact = _compact(value)
    return compact[1:] if re.fullmatch(r"8[0-9]{11}", compact) else compact


def normalise_adeli(value: str) -> str:
    return _compact(value)


def normalise_am(value: str) -> str:
    return _compact(value)


def normalise_finess(value: str) -> str:
    return _compact(value)


def normalise_siren(value: str) -> str:
    return _compact(value)


def normalise_siret(value: str) -> str:
    return _compact(value)


def normalise_rna(value: str) -> str:
    return _compact(value)


def normalise_iban(value: str) -> str:
    """Capital letters and digits without spaces; a leading « IBAN : », often pasted with it, is dropped."""
    return re.sub(r"\AIBAN[:=]?", "", _compact(value))


def normalise_phone(value: str) -> str:
    """E.164 for numbers of France, overseas departments included; anything else as typed, spaces tidied.

    « 06 12 34 56 78 », « +33 (0)6 12 34 56 78 », « 0033612345678 » → « +33612345678 »; « 0590 12 34 56 » →
    « +590590123456 ». Short numbers (15, 3646, 116 117) and foreign numbers are kept as typed.
    """
    tidy = " ".join(unicodedata.normalize("NFKC", value).split())
    compact = _compact(value)
    if match := _INTERNATIONAL_FRANCE.fullmatch(compact):
        national = "0" + match[2]
        # « +33 5 90 … » is a frequent slip for « +590 5 90 … »: the national number decides.
        return _international(national, default=match[1]) or tidy
    if _DIALLED_FROM_FRANCE.fullmatch(compact):
        return _international(compact, default="33") or tidy
    return tidy


def _international(national: str, *, default: str) -> str | None:
    if default == "33" and national.startswith(_NO_SINGLE_COUNTRY):
        return None
    country = _OVERSEAS_PREFIXES.get(national[:4], default)
    return f"+{country}{national[1:]}"
