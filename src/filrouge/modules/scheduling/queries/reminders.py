"""When the silent are reminded: twice at most, on working days, never after the day asked for."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from filrouge.kernel.days.almanac import Almanac
from filrouge.kernel.mail.reminders import MOST_REMINDERS
from filrouge.modules.scheduling.models import Poll, Respondent


def reminder_days(asked_on: date, respond_by: date, almanac: Almanac) -> list[date]:
    """Half-way, then the working day before the end."""
    middle = almanac.on_or_after(asked_on + (respond_by - asked_on) / 2)
    last = almanac.before(respond_by)
    return sorted({day for day in (middle, last) if asked_on < day < respond_by})


def next_reminder_on(
    *, asked_on: date, reminded_on: date | None, reminders: int, respond_by: date, today: date, almanac: Almanac
) -> date | None:
    """The day of the next reminder to somebody silent. A day missed (machine off) is caught up at the next one."""
    if reminders >= MOST_REMINDERS:
        return None
    since = reminded_on or asked_on
    left = [day for day in reminder_days(asked_on, respond_by, almanac) if day > since]
    if not left:
        return None
    day = left[0] if left[0] >= today else almanac.on_or_after(today)
    return day if since < day < respond_by else None


def next_reminder_of(respondent: Respondent, poll: Poll, today: date, almanac: Almanac) -> date | None:
    if respondent.has_answered or not poll.reminders_on:
        return None
    return next_reminder_on(
        asked_on=timezone.localdate(respondent.asked_at),
        reminded_on=timezone.localdate(respondent.reminded_at) if respondent.reminded_at else None,
        reminders=respondent.reminders,
        respond_by=poll.respond_by,
        today=today,
        almanac=almanac,
    )
