"""When whoever coordinates is at work: the week, exceptional days, absences and public holidays put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from filrouge.kernel.days.almanac import Almanac, almanac_of
from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.coordinator import policy
from filrouge.modules.coordinator.models import Absence, PresenceDay

ONE_DAY = timedelta(days=1)
FAR = 62  # days: the next visit is looked for no further


@dataclass(frozen=True, slots=True)
class DayAtWork:
    """One day: hours, or why there are none."""

    day: date
    slots: tuple[PresenceDay, ...] = ()
    absence: Absence | None = None
    holiday: str = ""

    @property
    def minutes(self) -> int:
        return sum(slot.minutes for slot in self.slots)


def readable_presence(membership: Membership) -> QuerySet[PresenceDay]:
    """One's own; everybody's for the managers."""
    rows = PresenceDay.objects.select_related("person").filter(removed_at__isnull=True)
    if can(membership, policy.READ_ALL):
        return rows
    return rows.filter(person__user=membership.user_id) if can(membership, policy.KEEP) else rows.none()


def readable_absences(membership: Membership) -> QuerySet[Absence]:
    rows = Absence.objects.select_related("person").filter(removed_at__isnull=True)
    if can(membership, policy.READ_ALL):
        return rows
    return rows.filter(person__user=membership.user_id) if can(membership, policy.KEEP) else rows.none()


def own_presence(membership: Membership) -> QuerySet[PresenceDay]:
    """Removed ones too: they may come back."""
    return PresenceDay.objects.select_related("person").filter(person__user=membership.user_id)


def own_absences(membership: Membership) -> QuerySet[Absence]:
    return Absence.objects.select_related("person").filter(person__user=membership.user_id)


def removed_lately(membership: Membership, now: datetime) -> list[PresenceDay | Absence]:
    since = Q(removed_at__gte=now - timedelta(hours=1))
    return [*own_presence(membership).filter(since), *own_absences(membership).filter(since)]


def people_with_days(membership: Membership) -> list[Person]:
    """Whose days this member reads."""
    rows = readable_presence(membership).order_by().values("person")
    away = readable_absences(membership).order_by().values("person")
    return list(Person.objects.filter(Q(pk__in=rows) | Q(pk__in=away)))


def presence_shown(membership: Membership) -> QuerySet[PresenceDay]:
    """In the calendar, to the whole team. Why somebody is away is told to fewer."""
    rows = PresenceDay.objects.select_related("person").filter(removed_at__isnull=True)
    return rows if can(membership, policy.SEE_HOURS) else rows.none()


def readable(absences: Iterable[Absence], membership: Membership) -> list[Absence]:
    """One's own; everybody's for the managers."""
    all_of_them = can(membership, policy.READ_ALL)
    return [one for one in absences if all_of_them or one.person.user_id == membership.user_id]


def away(first: date, last: date) -> QuerySet[Absence]:
    return during(Absence.objects.select_related("person").filter(removed_at__isnull=True), first, last)


def days_of(people: Collection[UUID], first: date, last: date) -> dict[UUID, dict[date, DayAtWork]]:
    """Every day of the period, for the persons whose days are known. Three queries at most."""
    rows = list(PresenceDay.objects.select_related("person").filter(person__in=people, removed_at__isnull=True))
    absences = during(Absence.objects.filter(person__in=people, removed_at__isnull=True), first, last)
    return by_person(rows, absences if rows else (), first, last)


def during(absences: QuerySet[Absence], first: date, last: date) -> QuerySet[Absence]:
    return absences.filter(first_on__lte=last, last_on__gte=first)


def by_person(
    rows: Iterable[PresenceDay], absences: Iterable[Absence], first: date, last: date
) -> dict[UUID, dict[date, DayAtWork]]:
    given: dict[UUID, list[PresenceDay]] = defaultdict(list)
    for row in rows:
        given[row.person_id].append(row)
    if not given:
        return {}
    away: dict[UUID, list[Absence]] = defaultdict(list)
    for absence in absences:
        away[absence.person_id].append(absence)
    almanac = almanac_of()
    return {person: put_together(rows, away[person], almanac, first, last) for person, rows in given.items()}


def put_together(
    rows: Iterable[PresenceDay], absences: Sequence[Absence], almanac: Almanac, first: date, last: date
) -> dict[date, DayAtWork]:
    """An absence comes before all; an exceptional day replaces the week, even on a public holiday.

    Nobody is at work before they arrive or once they have left, whatever their week says.
    """
    rows = list(rows)
    exceptional: dict[date, list[PresenceDay]] = defaultdict(list)
    for row in rows:
        if row.day is not None:
            exceptional[row.day].append(row)
    found = {}
    for day in every_day(first, last):
        absence = next((one for one in absences if one.first_on <= day <= one.last_on), None)
        holiday = almanac.public_holiday(day)
        slots = exceptional.get(day) or ([] if holiday else [row for row in rows if row.holds_on(day)])
        here = tuple(row for row in slots if row.person.is_present_on(day))
        found[day] = DayAtWork(day, () if absence else here, absence, holiday)
    return found


def minutes_of(people: Iterable[UUID], first: date, last: date) -> dict[UUID, dict[date, int]]:
    """Days at work only, for the persons whose days are known."""
    return {
        person: {day: one.minutes for day, one in days.items() if one.minutes}
        for person, days in days_of(list(people), first, last).items()
    }


def next_day_at_work(person: Person, after: date) -> DayAtWork | None:
    days = days_of([person.pk], after + ONE_DAY, after + FAR * ONE_DAY).get(person.pk, {})
    return next((one for one in days.values() if one.minutes), None)


def every_day(first: date, last: date) -> list[date]:
    return [first + n * ONE_DAY for n in range((last - first).days + 1)]
