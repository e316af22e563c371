from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.mail.calendar import event_uid
from filrouge.kernel.policy import can
from filrouge.kernel.registry import ActivityPage, CalendarEvent, CalendarKind, Deadline, TodayItem
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.deadlines import policy, queries

registry.calendar_kinds.add("deadline", CalendarKind("Échéances", "calendar-due", "amber", 40))
for _name, _page in {
    "controls": ActivityPage("B3-23", "Contrôles périodiques", "deadlines:controls", policy.VIEW),
    "waste": ActivityPage("B3-22", "Enlèvements de DASRI", "deadlines:list", policy.VIEW, query="q=DASRI"),
    "contracts": ActivityPage("B3-06", "Contrats", "deadlines:contracts", policy.VIEW),
}.items():
    registry.activity_pages.add(f"deadlines.{_name}", _page)


@registry.deadlines.register("deadlines")
def deadlines(membership: Membership) -> Iterator[Deadline]:
    if can(membership, policy.VIEW):
        for due in queries.open_dues():
            yield Deadline(due.due_on, due.title, due.get_absolute_url(), due.obligation.source)


@registry.calendar.register("deadlines")
def calendar(membership: Membership, first: date, last: date) -> Iterator[CalendarEvent]:
    if can(membership, policy.VIEW):
        for due in queries.dues_between(first, last):
            day = timezone.make_aware(datetime.combine(due.due_on, time.min))
            uid = event_uid("echeance", due.pk, membership.organisation.pk)
            yield CalendarEvent(day, day, due.title, due.get_absolute_url(), "deadline", all_day=True, uid=uid)


@registry.today.register("deadlines")
def today(membership: Membership) -> Iterator[TodayItem]:
    """What it is time to prepare, late dates included."""
    if can(membership, policy.KEEP):
        for due in queries.to_prepare(timezone.localdate()):
            detail = due.obligation.get_responsible_display()
            yield TodayItem("due", due.title, due.get_absolute_url(), due.due_on, detail, "calendar-due", weight=60)
