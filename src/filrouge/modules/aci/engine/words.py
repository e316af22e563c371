"""Numbers of formulas, as people read them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from filrouge.ui.typography import number


def decimal(value: Fraction, places: int = 2) -> Decimal:
    """Exact when it ends within ``places``, rounded half up otherwise."""
    scaled = value * 10**places
    rounded = (scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)
    return Decimal(rounded).scaleb(-places)


def said(value: Fraction | int) -> str:
    """« 1 844 », « 2 212,8 »"""
    found = decimal(Fraction(value)).normalize()
    return number(found, max(0, -int(found.as_tuple().exponent)))


def said_share(share: Fraction) -> str:
    """« 0,5 », « 184 / 365 »: never rounded."""
    return said(share) if 100 % share.denominator == 0 else f"{share.numerator} / {share.denominator}"
