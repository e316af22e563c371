"""What part of a year a contract or a software covers, exactly."""

from __future__ import annotations

from calendar import isleap
from datetime import date
from fractions import Fraction

DAYS, MONTHS = "days", "months"


def share_from(first: date | None, year: int, unit: str) -> Fraction:
    """From ``first`` to 31 December, both counted; in months, the one begun is whole. Unknown: the whole year."""
    if first is None or first.year < year:
        return Fraction(1)
    if first.year > year:
        return Fraction(0)
    if unit == MONTHS:
        return Fraction(13 - first.month, 12)
    return Fraction((date(year, 12, 31) - first).days + 1, 366 if isleap(year) else 365)


def software_share(software: date | None, contract: date | None, year: int, unit: str) -> Fraction:
    """Of the part that the contract covers: the months before both are not taken away twice. No text says it."""
    covered = share_from(contract, year, unit)
    return min(share_from(software, year, unit), covered) / covered if covered else Fraction(0)


def first_day(share: Fraction, year: int, unit: str) -> date | None:
    """The way back of ``share_from``; None when no day gives this part."""
    if unit == MONTHS:
        months = share * 12
        return date(year, 13 - int(months), 1) if months.denominator == 1 and 0 < months <= 12 else None
    days = share * (366 if isleap(year) else 365)
    if days.denominator != 1 or days <= 0:
        return None
    return date.fromordinal(date(year, 12, 31).toordinal() - int(days) + 1)
