from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def new_year(year: int) -> datetime:
    return timezone.make_aware(datetime(year, 1, 1))  # noqa: DTZ001 -- made aware in the organisation's zone


def first_of_month(year: int, month: int) -> datetime:
    """Midnight, in the organisation's zone; the thirteenth month is January of the next year."""
    return timezone.make_aware(datetime(year + (month - 1) // 12, (month - 1) % 12 + 1, 1))  # noqa: DTZ001 -- as above


def bounds(first: date, last: date) -> tuple[datetime, datetime]:
    """First day included, last day included, in the organisation's zone."""
    return (
        timezone.make_aware(datetime.combine(first, time.min)),
        timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min)),
    )
