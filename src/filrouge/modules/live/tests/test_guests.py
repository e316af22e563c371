"""The phone of a guest of one item: where their point stands, and nothing of the others."""

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse

from filrouge.kernel.ids import uuid7
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.live import services
from filrouge.modules.live.models import LiveSession, Seat
from filrouge.modules.live.views import screens
from filrouge.modules.live.views.seating import letter_for
from filrouge.modules.meetings import queries
from filrouge.modules.meetings.models import BacklogItem, Meeting, Participant
from tests.factories import ParticipantFactory, PersonFactory
from tests.htmx import soup

pytestmark = pytest.mark.django_db


@pytest.fixture
def guest(organisation, live, nurse):
    """Invited to the second of the three points."""
    with organisation_scope(organisation):
        Meeting.objects.filter(pk=live.meeting_id).update(title="Réunion de juin", confidentiality="called")
        item = live.meeting.items.get(title="Parcours plaies")
    person = PersonFactory(organisation=organisation, first_name="Paul", last_name="Martin")
    return ParticipantFactory(organisation=organisation, meeting=live.meeting, person=person, item=item)


@pytest.fixture
def door(live, guest):
    return f"{reverse('live:join', args=['chastel', live.code])}?lien={letter_for(guest)}"


@pytest.fixture
def seated(client, guest, door):
    client.post(door, {"participant": str(guest.pk)})
    return client


@pytest.fixture
def points(organisation, live):
    """Show a point by its title, or none."""

    def show(title):
        with organisation_scope(organisation):
            item = live.meeting.items.get(title=title)
            LiveSession.objects.filter(pk=live.pk).update(item=item, item_since=live.opened_at)

    return show


def address(name, live):
    return reverse(f"live:{name}", args=["chastel", live.pk])


def words(response):
    return " ".join(soup(response).get_text().split())


def hidden(text):
    return not any(word in text for word in ("Accueil", "Divers", "Réunion de juin", "Noël"))


def test_the_door_opened_by_the_link_names_nobody_else(client, door):
    text = words(client.get(door))

    assert "Je suis Paul Martin" in text
    assert hidden(text)


def test_the_list_at_the_door_does_not_name_guests(client, live, guest):
    assert "Martin" not in words(client.get(reverse("live:join", args=["chastel", live.code])))


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        (None, "Votre point viendra plus tard"),
        ("Accueil", "Votre point vient ensuite"),
        ("Parcours plaies", "Votre point est en cours"),
    ],
)
def test_the_phone_says_where_the_point_stands(seated, live, points, shown, said):
    if shown:
        points(shown)

    text = words(seated.get(address("phone", live)))

    assert said in text
    assert hidden(text)


def test_what_is_pushed_holds_nothing_of_other_points(organisation, seated, live, guest, points, applause):
    points("Divers")
    with organisation_scope(organisation):
        LiveSession.objects.filter(pk=live.pk).update(activity_kind="test.applause", activity_id=uuid7())
        seat = Seat.objects.select_related("participant").get()

        audience = screens.audience_of(seat)
        pushed = screens.render(live.pk, audience)

    assert audience == f"guest.{guest.item_id}"
    assert hidden(pushed)
    assert "applaudissements" not in pushed
    assert "test.applause" not in pushed


def test_no_vote_for_a_guest(organisation, seated, live, applause):
    with organisation_scope(organisation):
        seat = Seat.objects.select_related("participant").get()

        with pytest.raises(ValidationError, match="réservé aux personnes conviées"):
            services.answer_activity(seat, "test.applause", uuid7(), QueryDict("once=a"))

    assert applause.hands == {}


def test_a_guest_proposes_no_point_to_a_meeting_they_do_not_read(organisation, seated, live):
    seated.post(address("propose", live), {"title": "Et le parking ?"})

    with organisation_scope(organisation):
        assert not BacklogItem.objects.exists()


def test_the_floor_is_asked_for_during_ones_point_only(organisation, seated, live, points):
    points("Accueil")
    assert "Demander la parole" not in words(seated.get(address("phone", live)))
    seated.post(address("hand", live), {"hand": "up"})
    with organisation_scope(organisation):
        assert Seat.objects.get().hand_raised_at is None

    points("Parcours plaies")
    assert "Demander la parole" in words(seated.get(address("phone", live)))
    seated.post(address("hand", live), {"hand": "up"})
    with organisation_scope(organisation):
        assert Seat.objects.get().hand_raised_at is not None


def test_a_guest_signs_and_is_counted_apart(organisation, seated, live, guest):
    seated.post(address("sign", live), {"presence": "present"})

    with organisation_scope(organisation):
        assert Participant.everybody.get(pk=guest.pk).presence == "present"
        assert not queries.attendees(live.meeting).exists()


def test_who_gives_the_name_of_a_guest_gets_their_seat(organisation, live, guest, membership):
    with organisation_scope(organisation):
        waiting = services.ask_as_guest(live, name="Martin Paul", profession="other", how="code")

        services.accept_guest(waiting, by=membership)

        assert Seat.objects.get(pk=waiting.pk).participant_id == guest.pk
