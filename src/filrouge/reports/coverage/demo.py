from __future__ import annotations

from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import people_not_gone
from filrouge.kernel.registry import DemoContext
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.kernel.work.queries import person_of
from filrouge.reports.coverage import services
from filrouge.reports.coverage.enums import Part

COORDINATED = (
    "B1-01",
    "B1-02",
    "B1-03",
    "B1-05",
    "B1-06",
    "B2-03",
    "B2-05",
    "B3-09",
    "B3-10",
    "B3-17",
    "B4-04",
    "B4-06",
)
SHARED = ("B1-07", "B2-09", "B2-11", "B3-13", "B3-19", "B3-22", "B4-08", "B5-12")


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    """The coordinator answers for what they do; members of the team for some of the rest."""
    me = person_of(membership)
    team: list[Person] = [one for one in people_not_gone(context.today) if me is None or one.pk != me.pk]
    for code in COORDINATED if me else ():
        assert me is not None
        services.give_part(code, me, Part.RESPONSIBLE, by=membership)
        services.give_part(code, context.random.choice(team), Part.CONSULTED, by=membership)
    for code in SHARED:
        responsible, other = context.random.sample(team, 2)
        services.give_part(code, responsible, Part.RESPONSIBLE, by=membership)
        services.give_part(code, other, context.random.choice((Part.DOES, Part.INFORMED)), by=membership)
