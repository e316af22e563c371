from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Count, QuerySet

from filrouge.kernel.people.enums import ResponsibilityKind, Status
from filrouge.kernel.people.models import Engagement, GroupMember, Person, Responsibility
from filrouge.kernel.people.queries.periods import in_force, present
from filrouge.kernel.tenancy.enums import Role
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import current_organisation


def engagements_on(day: date, status: Status | None = None) -> QuerySet[Engagement]:
    found = Engagement.objects.filter(in_force(day)).select_related("person")
    return found.filter(status=status) if status else found


def associates_on(day: date) -> QuerySet[Person]:
    """Who was an associate of the SISA on this day. The one answer: lists, exports and assemblies ask here."""
    return Person.objects.filter(
        pk__in=engagements_on(day, Status.ASSOCIATE).values("person"),
    ).select_related("site")


def associates_at_end_of(years: Iterable[int]) -> dict[int, int]:
    """How many on 31 December, in one query."""
    days = {f"in_{year}": in_force(date(year, 12, 31)) for year in years}
    counts = {name: Count("person", filter=on, distinct=True) for name, on in days.items()}
    found = Engagement.objects.filter(status=Status.ASSOCIATE).aggregate(**counts)
    return {int(name.removeprefix("in_")): number for name, number in found.items()}


def current_status(person: Person, day: date) -> Status | None:
    """The strongest tie in force, in the order of ``Status``; reads the prefetched engagements."""
    held = {
        engagement.status
        for engagement in person.engagements.all()
        if engagement.starts_on <= day and (engagement.ends_on is None or engagement.ends_on >= day)
    }
    return next((status for status in Status if status.value in held), None)


def responsibilities_on(day: date) -> QuerySet[Responsibility]:
    return Responsibility.objects.filter(in_force(day)).select_related("person")


def coordinating_people(day: date) -> list[Person]:
    """Whose tasks those of the coordination are: who is said to coordinate, else who has the account that does."""
    duties = responsibilities_on(day).filter(kind=ResponsibilityKind.COORDINATION)
    if said := [duty.person for duty in duties]:
        return said
    accounts = Membership.objects.filter(organisation=current_organisation()).order_by("created_at", "pk")
    users = [one.user_id for one in accounts if Role.COORDINATOR in one.roles]
    people = {person.user_id: person for person in Person.objects.filter(present(day), user__in=users)}
    return [people[user] for user in users if user in people]


def held_by(person: Person, day: date) -> list[str]:
    """What a departure would close, in words."""
    ties = Engagement.objects.filter(in_force(day), person=person)
    roles = Responsibility.objects.filter(in_force(day), person=person)
    links = GroupMember.objects.filter(in_force(day, start="joined_on", end="left_on"), person=person).select_related(
        "group"
    )
    return [
        *(tie.get_status_display() for tie in ties),
        *(role.label for role in roles),
        *(f"groupe « {link.group.name} »" for link in links),
    ]
