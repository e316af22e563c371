"""When a digest is due: by the clock on the wall of the team."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone


def last_due(weekday: int, hour: time, now: datetime) -> datetime:
    """The latest moment, now at most, when a digest of that day and hour was due: by the clock on the wall."""
    local = timezone.localtime(now)
    day = local.date() - timedelta(days=(local.weekday() - weekday) % 7)
    due = timezone.make_aware(datetime.combine(day, hour))
    return due if due <= now else timezone.make_aware(datetime.combine(day - timedelta(days=7), hour))


def next_due(weekday: int, hour: time, now: datetime) -> datetime:
    local = timezone.localtime(last_due(weekday, hour, now))
    return timezone.make_aware(datetime.combine(local.date() + timedelta(days=7), hour))
