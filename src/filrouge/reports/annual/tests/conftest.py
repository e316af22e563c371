import datetime as dt

import pytest
from django.utils import timezone

from tests.factories import MeetingFactory, MeetingTypeFactory, ParticipantFactory, PersonFactory, YearInputsFactory

YEAR = 2025


def held(month, **fields):
    """A meeting held that month, where three came."""
    starts_at = timezone.make_aware(dt.datetime(YEAR, month, 15, 12, 0))  # noqa: DTZ001 -- made aware in the team's zone
    meeting = MeetingFactory(
        starts_at=starts_at,
        status="approved",
        opened_at=starts_at,
        closed_at=starts_at + dt.timedelta(hours=1),
        **fields,
    )
    for profession in ("gp", "nurse", "nurse"):
        ParticipantFactory(meeting=meeting, presence="present", profession=profession)
    return meeting


@pytest.fixture
def year(in_organisation):
    """A small year: two meetings of an hour, people, and the ACI."""
    kind = MeetingTypeFactory(code="team")
    PersonFactory(profession="gp", arrived_on=dt.date(YEAR, 3, 1))
    YearInputsFactory(year=YEAR)
    return [held(2, type=kind), held(3, type=kind)]
