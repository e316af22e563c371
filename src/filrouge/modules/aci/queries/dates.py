"""The days that end a year of the ACI."""

from __future__ import annotations

from datetime import date

from filrouge.modules.aci.queries.settings import settings_of


def declare_by(year: int) -> date:
    """The day the declaration of a year closes, in the next."""
    return settings_of(year).days["closes"]


def last_day(year: int, today: date) -> date:
    """31 December; once it is past, the day the declaration closes."""
    end = date(year, 12, 31)
    return end if today <= end else declare_by(year)
