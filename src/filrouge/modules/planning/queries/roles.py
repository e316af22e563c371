from __future__ import annotations

from datetime import date

from filrouge.kernel.people.enums import ResponsibilityKind
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import coordinating_people, responsibilities_on
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
    ResponsibilityKind.ETP: PlanRole.ETP,
}


def holders_on(day: date) -> dict[PlanRole, Person]:
    """Who holds each role that day: the first named, and for the coordination the account that coordinates."""
    found: dict[PlanRole, Person] = {}
    for duty in responsibilities_on(day).filter(kind__in=HELD_BY):
        found.setdefault(HELD_BY[ResponsibilityKind(duty.kind)], duty.person)
    if PlanRole.COORDINATION not in found and (people := coordinating_people(day)):
        found[PlanRole.COORDINATION] = people[0]
    return found
