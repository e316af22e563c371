from datetime import date

import pytest

from filrouge.kernel import registry
from filrouge.kernel.tenancy.enums import Role
from filrouge.kernel.tenancy.scope import organisation_scope
from tests.factories import MembershipFactory, PersonFactory, TimeEntryFactory

pytestmark = pytest.mark.django_db


def test_the_time_of_a_year_is_told_by_activity_to_who_reads_it(organisation, membership):
    give = registry.time_spent.get("coordinator")
    with organisation_scope(organisation):
        person = PersonFactory(user=membership.user)
        for day, activity, minutes in (
            (date(2026, 3, 2), "B1-05", 30),
            (date(2026, 12, 31), "B1-05", 60),
            (date(2026, 4, 7), "B1-04", 20),
            (date(2025, 12, 31), "B1-05", 500),
        ):
            TimeEntryFactory(person=person, day=day, activity=activity, minutes=minutes)
        manager = MembershipFactory(organisation=organisation, roles=[Role.MANAGER])
        other = MembershipFactory(organisation=organisation, roles=[Role.PROFESSIONAL])

        assert give(manager, 2026) == {"B1-05": 90, "B1-04": 20}
        assert give(other, 2026) == {}
