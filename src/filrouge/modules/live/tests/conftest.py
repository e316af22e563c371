import pytest

from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.live.panels import Activity, ActivityAnswer, activities
from tests.factories import AgendaItemFactory, LiveSessionFactory, ParticipantFactory, PersonFactory, SeatFactory


@pytest.fixture
def kept(organisation):
    """Rows as they are kept, for tests that act from outside the organisation."""

    def rows(model):
        with organisation_scope(organisation):
            return list(model.objects.all())

    return rows


@pytest.fixture
def live(organisation):
    """A session in progress with three points on its agenda."""
    live = LiveSessionFactory(organisation=organisation)
    for position, title in enumerate(("Accueil", "Parcours plaies", "Divers"), 1):
        AgendaItemFactory(
            organisation=organisation, meeting=live.meeting, position=position, title=title, minutes=position * 5
        )
    return live


@pytest.fixture
def nurse(organisation, live):
    """Somebody called to the session, without a phone in it yet."""
    person = PersonFactory(organisation=organisation, first_name="Élodie", last_name="Noël", profession="nurse")
    return ParticipantFactory(organisation=organisation, meeting=live.meeting, person=person)


@pytest.fixture
def seat(organisation, live, nurse):
    return SeatFactory(organisation=organisation, live=live, participant=nurse)


class Applause:
    """An activity of the tests: each phone claps once, everybody sees how many did."""

    def __init__(self):
        self.hands = {}

    def render(self, object_id, audience):
        return f"<p>{len(self.hands)} applaudissements, {audience}</p>"

    def mine(self, seat, object_id):
        return "" if seat.pk in self.hands else '<button name="clap" value="1">Applaudir</button>'

    def act(self, seat, object_id, data):
        self.hands[seat.pk] = data["once"]
        return ActivityAnswer("<p>Merci !</p>")


@pytest.fixture
def applause(monkeypatch):
    given = Applause()
    activity = Activity("Applaudissements", "hand-stop", given.render, given.act, given.mine)
    monkeypatch.setitem(activities._given, "test.applause", activity)
    return given
