"""The days of presence and the absences, for the calendar and for whoever plans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.mail.calendar import event_uid
from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import can
from filrouge.kernel.registry import CalendarEvent, CalendarKind
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.modules.coordinator import policy, queries
from filrouge.ui.typography import hour

registry.calendar_kinds.add("presence", CalendarKind("Jours de présence", "user-check", "green", 60))
registry.calendar_kinds.add("absence", CalendarKind("Absences", "umbrella", "grey", 61, is_busy=True))


@registry.presence.register("coordinator")
def presence(people: Iterable[UUID], first: date, last: date) -> Mapping[UUID, Mapping[date, int]]:
    return queries.minutes_of(people, first, last)


@registry.calendar.register("coordinator")
def calendar(membership: Membership, first: date, last: date) -> Iterator[CalendarEvent]:
    """Hours on site, for the whole team; absences, for oneself and the managers."""
    rows, absences = list(queries.presence_shown(membership)), list(queries.away(first, last))
    people = {row.person_id: row.person for row in rows}
    for person, days in queries.by_person(rows, absences, first, last).items():
        for one in days.values():
            if one.minutes:
                hours = ", ".join(f"{hour(slot.starts_at)} – {hour(slot.ends_at)}" for slot in one.slots)
                uid = f"presence-{person}-{one.day}@filrouge"
                yield _event(people[person], membership, one.day, one.day, "presence", "Sur place", f", {hours}", uid)
    for absence in queries.readable(absences, membership):
        kind, uid = f" : {absence.get_kind_display()}", event_uid("absence", absence.pk, current_organisation().pk)
        yield _event(absence.person, membership, absence.first_on, absence.last_on, "absence", "Absence", kind, uid)


def _event(
    person: Person, membership: Membership, first: date, last: date, kind: str, myself: str, more: str, uid: str
) -> CalendarEvent:
    """Of oneself, or of somebody who is then named."""
    is_other = person.user_id != membership.user_id
    starts, ends = (timezone.make_aware(datetime.combine(day, time.min)) for day in (first, last))
    label = f"{person.full_name if is_other else myself}{more}"
    url = reverse("coordinator:presence", args=[current_organisation().slug])
    if is_other and not can(membership, policy.READ_ALL):
        url = person.get_absolute_url()
    return CalendarEvent(starts, ends, label, url, kind, all_day=True, of_others=is_other, uid=uid)
