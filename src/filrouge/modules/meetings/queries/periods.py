from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def new_year(year: int) -> datetime:
    return timezone.make_aware(datetime(year, 1, 1))  # noqa: DTZ001 -- made aware in the organisation's zone


def bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """First day included, last day included, in the organisation's zone."""
    return (
        timezone.make_aware(datetime.combine(first, time.min)),
        timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min)),
    )
