import pytest

from filrouge.kernel.links.services import url_of
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.meetings import services
from tests.factories import ParticipantFactory, PersonFactory
from tests.paths import link_sent, path_in


@pytest.fixture
def invited(membership, organisation):
    """A participant of a convened meeting, and the path of their personal link."""
    with organisation_scope(organisation):
        participant = ParticipantFactory(person=PersonFactory(first_name="Élodie", last_name="Noël"))
        services.convene(participant.meeting, by=membership)
        return participant, path_in(url_of(link_sent()))
