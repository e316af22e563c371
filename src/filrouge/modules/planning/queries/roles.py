from __future__ import annotations

from datetime import date

from filrouge.kernel.people.enums import ResponsibilityKind
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import responsibilities_on
from filrouge.kernel.tenancy.enums import Role
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.modules.planning.enums import PlanRole

HELD_BY = {
    ResponsibilityKind.COORDINATION: PlanRole.COORDINATION,
    ResponsibilityKind.MANAGER: PlanRole.MANAGER,
    ResponsibilityKind.QUALITY: PlanRole.QUALITY,
    ResponsibilityKind.INFORMATION_SYSTEM: PlanRole.INFORMATION_SYSTEM,
    ResponsibilityKind.CRISIS: PlanRole.CRISIS,
    ResponsibilityKind.USERS: PlanRole.USERS,
    ResponsibilityKind.STUDENTS: PlanRole.STUDENTS,
    ResponsibilityKind.ACCESSIBILITY: PlanRole.SAFETY,
}


def holders_on(day: date) -> dict[PlanRole, Person]:
    """Who holds each role that day: the first named, and for the coordination the account that coordinates."""
    found: dict[PlanRole, Person] = {}
    for duty in responsibilities_on(day).filter(kind__in=HELD_BY):
        found.setdefault(HELD_BY[ResponsibilityKind(duty.kind)], duty.person)
    if PlanRole.COORDINATION not in found and (person := _coordinator()):
        found[PlanRole.COORDINATION] = person
    return found


def _coordinator() -> Person | None:
    accounts = Membership.objects.filter(organisation=current_organisation()).order_by("created_at", "pk")
    users = [one.user_id for one in accounts if Role.COORDINATOR in one.roles]
    people = {person.user_id: person for person in Person.objects.filter(user__in=users, left_on__isnull=True)}
    return next((people[user] for user in users if user in people), None)
