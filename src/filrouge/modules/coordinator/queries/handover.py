"""The file handed over to whoever comes next, built at any moment from what the rooms know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.people.models import Responsibility
from filrouge.kernel.people.queries import responsibilities_on
from filrouge.kernel.policy.models import Delegation
from filrouge.kernel.registry import CalendarEvent, Deadline
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.queries import open_tasks
from filrouge.modules.coordinator.models import Access, Habit

AHEAD = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Handover:
    day: date
    tasks: Sequence[Task]
    deadlines: Sequence[Deadline]
    meetings: Sequence[CalendarEvent]
    responsibilities: Sequence[Responsibility]
    accesses: Sequence[Access]
    habits: Sequence[Habit]
    delegations: Sequence[Delegation]


def accesses() -> QuerySet[Access]:
    return Access.objects.select_related("holder").filter(removed_at__isnull=True)


def habits() -> QuerySet[Habit]:
    return Habit.objects.filter(removed_at__isnull=True)


def removed_notes(now: datetime) -> list[Access | Habit]:
    lately = Q(removed_at__gte=now - timedelta(hours=1))
    return [*Access.objects.filter(lately), *Habit.objects.filter(lately)]


def handover_of(membership: Membership, today: date) -> Handover:
    return Handover(
        day=today,
        tasks=list(open_tasks()),
        deadlines=_deadlines(membership, today),
        meetings=_meetings(membership, today),
        responsibilities=sorted(responsibilities_on(today), key=lambda one: (one.label, one.person.sort_name)),
        accesses=list(accesses()),
        habits=list(habits()),
        delegations=list(Delegation.objects.in_force(today).select_related("membership__user")),
    )


def _deadlines(membership: Membership, today: date) -> list[Deadline]:
    """Those of the next ninety days and the late ones. Tasks have their own part."""
    rooms = (give for name, give in registry.deadlines.items() if name != "work")
    found = [one for give in rooms for one in give(membership) if one.due_on <= today + AHEAD]
    return sorted(found, key=lambda one: (one.due_on, one.label))


def _meetings(membership: Membership, today: date) -> list[CalendarEvent]:
    give = registry.calendar.get("meetings")
    found = give(membership, today, today + AHEAD) if give else ()
    return sorted((one for one in found if one.ends_at >= timezone.now()), key=lambda one: (one.starts_at, one.label))
