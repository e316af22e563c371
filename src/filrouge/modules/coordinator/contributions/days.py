"""The days of presence and the absences, for the calendar and for whoever plans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.people.models import Person
from filrouge.kernel.registry import CalendarEvent, CalendarKind
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.modules.coordinator import queries
from filrouge.ui.typography import hour

registry.calendar_kinds.add("presence", CalendarKind("Jours de présence", "user-check", "green", 60))
registry.calendar_kinds.add("absence", CalendarKind("Absences", "umbrella", "grey", 61, is_busy=True))


@registry.presence.register("coordinator")
def presence(people: Iterable[UUID], first: date, last: date) -> Mapping[UUID, Mapping[date, int]]:
    return queries.minutes_of(people, first, last)


@registry.calendar.register("coordinator")
def calendar(membership: Membership, first: date, last: date) -> Iterator[CalendarEvent]:
    """One's own; everybody's for the managers."""
    people = {one.pk: one for one in queries.people_with_days(membership)}
    if not people:
        return
    url = reverse("coordinator:presence", args=[current_organisation().slug])
    for person, days in queries.days_of(list(people), first, last).items():
        for one in days.values():
            if one.minutes:
                hours = ", ".join(f"{hour(slot.starts_at)} – {hour(slot.ends_at)}" for slot in one.slots)
                label = f"{_who(people[person], membership, 'Sur place')}, {hours}"
                yield _event(one.day, one.day, label, url, "presence")
    for absence in queries.readable_absences(membership).filter(first_on__lte=last, last_on__gte=first):
        label = f"{_who(absence.person, membership, 'Absence')} : {absence.get_kind_display()}"
        yield _event(absence.first_on, absence.last_on, label, url, "absence")


def _who(person: Person, membership: Membership, myself: str) -> str:
    return myself if person.user_id == membership.user_id else person.full_name


def _event(first: date, last: date, label: str, url: str, kind: str) -> CalendarEvent:
    starts, ends = (timezone.make_aware(datetime.combine(day, time.min)) for day in (first, last))
    return CalendarEvent(starts, ends, label, url, kind, all_day=True)
