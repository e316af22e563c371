from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.mail.calendar import event_uid
from filrouge.kernel.policy import can
from filrouge.kernel.registry import CalendarEvent, CalendarKind, Deadline
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.planning import policy, queries
from filrouge.modules.planning.exports.calendars import PLAN

registry.calendar_kinds.add("plan", CalendarKind("Rétroplannings", "target-arrow", "violet", 55))


@registry.deadlines.register("planning")
def deadlines(membership: Membership) -> Iterator[Deadline]:
    if can(membership, policy.VIEW):
        for plan in queries.running():
            yield Deadline(plan.target_on, plan.title, plan.get_absolute_url(), plan.source)


@registry.calendar.register("planning")
def calendar(membership: Membership, first: date, last: date) -> Iterator[CalendarEvent]:
    """The dates to reach; the steps are tasks, which the calendar shows as such."""
    if can(membership, policy.VIEW):
        for plan in queries.plans_between(first, last):
            moment = timezone.make_aware(datetime.combine(plan.target_on, time.min))
            uid = event_uid(PLAN, plan.pk, membership.organisation.pk)
            yield CalendarEvent(moment, moment, plan.title, plan.get_absolute_url(), "plan", all_day=True, uid=uid)
