"""Who reads which time, and what it adds up to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet, Sum

from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.coordinator import policy
from filrouge.modules.coordinator.enums import activities, activity_label, block_label
from filrouge.modules.coordinator.models import TimeEntry

# What is offered before there is anything to learn from.
USUAL = ("B1-02", "B1-03", "B1-06", "B4-06", "B3-10", "B2-05", "B1-05", "B4-04")
RECENT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Total:
    code: str
    label: str
    minutes: int


@dataclass(frozen=True, slots=True)
class DayTotal:
    day: date
    minutes: int
    entries: list[TimeEntry]


@dataclass(frozen=True, slots=True)
class Filters:
    block: str = ""
    activity: str = ""
    person: UUID | None = None


def readable_entries(membership: Membership) -> QuerySet[TimeEntry]:
    """One's own; everybody's for the managers; nothing for anybody else."""
    rows = TimeEntry.objects.select_related("person").filter(removed_at__isnull=True)
    if can(membership, policy.READ_ALL):
        return rows
    return rows.filter(person__user=membership.user_id) if can(membership, policy.KEEP) else rows.none()


def own_entries(membership: Membership) -> QuerySet[TimeEntry]:
    """Removed ones too: they may come back."""
    return TimeEntry.objects.select_related("person").filter(person__user=membership.user_id)


def running_of(membership: Membership) -> TimeEntry | None:
    return own_entries(membership).filter(minutes__isnull=True, removed_at__isnull=True).first()


def just_removed(membership: Membership, now: datetime) -> QuerySet[TimeEntry]:
    return own_entries(membership).filter(removed_at__gte=now - timedelta(hours=1)).order_by("-removed_at")


def entries_between(membership: Membership, first: date, last: date) -> QuerySet[TimeEntry]:
    return readable_entries(membership).filter(day__gte=first, day__lte=last, minutes__isnull=False)


def filtered(rows: QuerySet[TimeEntry], filters: Filters) -> QuerySet[TimeEntry]:
    if filters.block:
        rows = rows.filter(activity__startswith=f"{filters.block}-")
    if filters.activity:
        rows = rows.filter(activity=filters.activity)
    return rows.filter(person=filters.person) if filters.person else rows


def most_used(membership: Membership, today: date, count: int = 8) -> list[str]:
    """The activities of the last three months, the most used first, completed by the usual ones."""
    used = own_entries(membership).filter(day__gte=today - RECENT, removed_at__isnull=True).order_by()
    ranked = used.values("activity").annotate(times=Count("pk")).order_by("-times", "activity")
    known = activities()
    found = [row["activity"] for row in ranked if row["activity"] in known]
    return [*found, *(code for code in USUAL if code not in found)][:count]


def total_minutes(rows: QuerySet[TimeEntry]) -> int:
    return int(rows.order_by().aggregate(total=Sum("minutes"))["total"] or 0)


def by_block(entries: Iterable[TimeEntry]) -> list[Total]:
    """In the order of the referential."""
    sums = Counter[str]()
    for entry in entries:
        sums[entry.block] += entry.minutes or 0
    return [Total(code, block_label(code), sums[code]) for code in sorted(sums)]


def by_activity(entries: Iterable[TimeEntry]) -> list[Total]:
    """The longest first."""
    sums = Counter[str]()
    for entry in entries:
        sums[entry.activity] += entry.minutes or 0
    ordered = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Total(code, activity_label(code), minutes) for code, minutes in ordered]


def by_day(entries: Iterable[TimeEntry]) -> list[DayTotal]:
    """The last day first."""
    days: dict[date, list[TimeEntry]] = defaultdict(list)
    for entry in entries:
        days[entry.day].append(entry)
    return [DayTotal(day, sum(one.minutes or 0 for one in days[day]), days[day]) for day in sorted(days, reverse=True)]


def keepers(membership: Membership) -> list[Person]:
    """Whose time this member reads."""
    people = readable_entries(membership).order_by().values("person")
    return list(Person.objects.filter(pk__in=people))


def record_awaiting(membership: Membership) -> Person | None:
    """The record nobody holds that is this member's: the same address, else the same name if nobody shares it."""
    user, free = membership.user, Person.objects.filter(user__isnull=True)
    if known := free.filter(email__iexact=user.email).first():
        return known
    if not (user.first_name and user.last_name):
        return None
    namesakes = free.filter(first_name__iexact=user.first_name, last_name__iexact=user.last_name)[:2]
    return namesakes[0] if len(namesakes) == 1 else None
