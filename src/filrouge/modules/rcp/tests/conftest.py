"""A doctor and a nurse, and the doctor's own door to the entry of a concertation."""

import pytest

from filrouge.kernel.links.services import url_of
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.rcp import notifications
from tests.factories import MeetingTypeFactory, PersonFactory
from tests.paths import path_in


def path_of(link):
    return path_in(url_of(link))


@pytest.fixture
def team(organisation):
    """A doctor and a nurse, and the type of meeting that counts."""
    with organisation_scope(organisation):
        MeetingTypeFactory(code="rcp")
        doctor = PersonFactory(first_name="Claire", last_name="Aubert", profession="gp", email="claire@msp.example")
        return doctor, PersonFactory(first_name="Nadia", last_name="Colin", profession="nurse")


@pytest.fixture
def link(organisation, team):
    with organisation_scope(organisation):
        return notifications.entry_link(team[0])


@pytest.fixture
def path(organisation, link):
    with organisation_scope(organisation):
        return path_of(link)
