"""How a number is shown. Each function takes the normalised form and gives back unknown shapes unchanged."""

import re

# Groups of a number stay on one line: no-break spaces.
_SPACE = "\u00a0"


def format_iban(value: str) -> str:
    """« FR76 3000 6000 0112 3456 7890 189 », as printed on a RIB."""
    return _SPACE.join(value[index : index + 4] for index in range(0, len(value), 4))


def mask_iban(value: str) -> str:
    """« FR76 •••• 0189 »: country, key and last four characters. Lists and the timeline show this, never the
    account."""
    return _SPACE.join([value[:4], "••••", value[-4:]]) if len(value) > 12 else "••••"


def format_siren(value: str) -> str:
    return _grouped(value, 3, 3, 3)


def format_siret(value: str) -> str:
    return _grouped(value, 3, 3, 3, 5)


def format_rpps(value: str) -> str:
    return _grouped(value, 4, 3, 4)


def format_am(value: str) -> str:
    return _grouped(value, 2, 1, 5, 1)


def format_finess(value: str) -> str:
    return _grouped(value, 2, 3, 3, 1)


def format_phone(value: str) -> str:
    """« 06 12 34 56 78 » from E.164; overseas « 0590 12 34 56 ». Foreign and short numbers as they are."""
    if match := re.fullmatch(r"\+33([1-9][0-9]{8})", value):
        return _grouped("0" + match[1], 2, 2, 2, 2, 2)
    if match := re.fullmatch(r"\+(?:262|590|594|596)([1-9][0-9]{8})", value):
        return _grouped("0" + match[1], 4, 2, 2, 2)
    return value


def _grouped(value: str, *lengths: int) -> str:
    if len(value) != sum(lengths):
        return value
    groups, start = [], 0
    for length in lengths:
        groups.append(value[start : start + length])
        start += length
    return _SPACE.join(groups)
