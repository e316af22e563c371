from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import CalendarEvent, Deadline, TodayItem
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.deadlines import policy, queries
from filrouge.modules.deadlines.queries.clock import team_day


@registry.today.register("deadlines")
def today(membership: Membership) -> Iterator[TodayItem]:
    """What is to be prepared, said again each day until it is done or chosen. One query."""
    if not can(membership, policy.KEEP):
        return
    for due in queries.to_prepare(team_day()):
        detail = "Date à préciser" if due.is_guess else f"Échéance, {due.obligation.get_theme_display()}"
        yield TodayItem("due", due.title, due.get_absolute_url(), due.due_on, detail, "calendar-due", 60)


@registry.deadlines.register("deadlines")
def deadlines(membership: Membership) -> Iterator[Deadline]:
    if can(membership, policy.VIEW):
        for due in queries.open_dues():
            yield Deadline(due.due_on, due.title, due.get_absolute_url(), due.obligation.source)


@registry.calendar.register("deadlines")
def calendar(membership: Membership, first: date, last: date) -> Iterator[CalendarEvent]:
    if can(membership, policy.VIEW):
        for due in queries.dues_between(first, last):
            starts, ends = (
                timezone.make_aware(datetime.combine(day, time.min))
                for day in (due.due_on, due.due_on + timedelta(days=1))
            )
            yield CalendarEvent(starts, ends, due.title, due.get_absolute_url(), "deadline")
