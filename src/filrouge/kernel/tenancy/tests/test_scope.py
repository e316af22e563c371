import datetime as dt

import pytest
from django.utils import timezone

from filrouge.kernel.tenancy.scope import organisation_scope
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
EVENING = dt.datetime(2026, 3, 2, 21, 30, tzinfo=dt.UTC)


def test_a_scope_is_lived_in_the_time_of_its_team():
    reunion = OrganisationFactory(time_zone="Indian/Reunion")
    martinique = OrganisationFactory(time_zone="America/Martinique")
    before = timezone.get_current_timezone_name()

    with organisation_scope(reunion):
        assert timezone.localdate(EVENING) == dt.date(2026, 3, 3)
        with organisation_scope(martinique, switching=True):
            assert timezone.localdate(EVENING) == dt.date(2026, 3, 2)
        assert timezone.localdate(EVENING) == dt.date(2026, 3, 3)
    assert timezone.get_current_timezone_name() == before
