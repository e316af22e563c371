"""Joining from a phone: codes right and wrong, names taken, guests, and phones that have no place any more."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from filrouge.kernel.links.services import issue, url_of
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.live import services
from filrouge.modules.live.enums import SeatState
from filrouge.modules.live.models import Seat
from filrouge.modules.live.views.seating import cookie_of
from filrouge.modules.meetings import notifications
from filrouge.modules.meetings import services as meetings
from tests.factories import LiveSessionFactory, OrganisationFactory, SeatFactory
from tests.htmx import soup

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_wrong_code_yet():
    cache.clear()


def code_page(slug="chastel"):
    return reverse("live:code", args=[slug])


def join(live, slug="chastel"):
    return reverse("live:join", args=[slug, live.code])


def phone(live, slug="chastel"):
    return reverse("live:phone", args=[slug, live.pk])


def text(response):
    return " ".join(soup(response).get_text().split())


@pytest.fixture
def seats(kept):
    return lambda: kept(Seat)


@pytest.fixture
def seated(client, live, nurse):
    """A phone that has joined by its code."""
    client.post(join(live), {"participant": str(nurse.pk)})
    return client


@pytest.mark.parametrize("typed", ["{code}", "{lower}", " {half} {rest} ", "{half}-{rest}"])
def test_the_code_opens_the_door_however_it_is_typed(client, live, typed):
    code = live.code
    typed = typed.format(code=code, lower=code.lower(), half=code[:3], rest=code[3:])

    response = client.get(code_page(), {"code": typed})

    assert (response.status_code, response["Location"]) == (302, join(live))


@pytest.mark.parametrize("typed", ["K7PW3X", "12", "<script>", "é" * 400, "\x00", "K7PW3C9"])
def test_a_wrong_code_says_so_and_nothing_else(client, live, typed):
    response = client.get(code_page(), {"code": typed})

    assert response.status_code == 404
    assert "n’est le code d’aucune séance en cours" in text(response)
    assert live.meeting.title not in text(response)
    assert "MSP du Chastel" not in text(response)


def test_an_address_with_a_wrong_code_says_the_same(client, live, seats):
    wrong = reverse("live:join", args=["chastel", "MMMMMM"])

    assert client.get(wrong).status_code == client.post(wrong, {"name": "Paul"}).status_code == 404
    assert seats() == []


def test_guesses_are_stopped_and_the_right_code_still_passes(client, live):
    statuses = [client.get(code_page(), {"code": f"MMMM{a}{b}"}).status_code for a in "CDFHJ" for b in "CDFHJ"]

    assert statuses == [404] * 20 + [429] * 5
    assert client.get(join(live)).status_code == 200
    assert client.get(code_page(), {"code": live.code}).status_code == 302


def test_the_code_of_another_team_opens_nothing_here(client, organisation):
    elsewhere = LiveSessionFactory(organisation=OrganisationFactory())

    assert client.get(code_page(), {"code": elsewhere.code}).status_code == 404


def test_the_code_of_a_closed_session_opens_nothing(client, membership, live, organisation):
    with organisation_scope(organisation):
        meetings.close_session(live.meeting, by=membership)

    assert client.get(join(live)).status_code == 404


def test_opening_the_door_writes_nothing_and_shows_who_was_called(client, live, nurse, seats):
    response = client.get(join(live))

    assert "Infirmier·e Élodie Noël" in text(response)
    assert seats() == []


@pytest.mark.parametrize(("query", "how"), [("", "code"), ("?qr", "qr")])
def test_one_s_name_is_one_s_place(client, live, nurse, query, how, seats):
    response = client.post(join(live) + query, {"participant": str(nurse.pk)})

    (seat,) = seats()
    cookie = response.cookies[cookie_of(live.pk)]
    assert (response.status_code, response["Location"]) == (302, phone(live))
    assert (seat.participant_id, seat.how, seat.state) == (nurse.pk, how, SeatState.SEATED)
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert "Élodie Noël" in text(client.get(phone(live)))


def test_joining_twice_from_one_phone_is_joining_once(seated, live, nurse, seats):
    response = seated.post(join(live), {"participant": str(nurse.pk)})

    assert response["Location"] == phone(live)
    assert len(seats()) == 1


def test_a_name_taken_on_another_phone_is_refused_politely(seated, live, nurse):
    other = Client()

    response = other.post(join(live), {"participant": str(nurse.pk)})

    assert response.status_code == 422
    assert "Élodie Noël a déjà rejoint la séance depuis un autre téléphone" in text(response)
    assert "déjà sur un autre téléphone" in text(other.get(join(live)))


def test_a_freed_name_may_be_taken_again_and_the_first_phone_sees_the_door(
    seated, live, nurse, membership, organisation
):
    with organisation_scope(organisation):
        services.free_seat(Seat.objects.get(), by=membership)

    first, second = seated.get(phone(live)), Client().post(join(live), {"participant": str(nurse.pk)})

    assert (first.status_code, second.status_code) == (410, 302)
    assert live.meeting.title not in text(first)


def test_somebody_never_called_is_nobody(client, live):
    for value in ("", "nobody", str(live.pk)):
        response = client.post(join(live), {"participant": value})

        assert response.status_code == 422
        assert "Touchez votre nom" in text(response)


def test_a_guest_waits_at_the_door(client, live):
    response = client.post(join(live), {"name": "Paul Kerjean", "profession": "pharmacist"}, follow=True)

    assert "Un instant, Paul Kerjean" in text(response)
    assert live.meeting.title not in text(response)
    assert client.get(
        reverse("live:mine", args=["chastel", live.pk]), headers={"Accept": "application/json"}
    ).json() == {"waiting": True}


def test_a_guest_says_who_they_are(client, live, seats):
    response = client.post(join(live), {"name": " ", "profession": "astronaut"})

    assert response.status_code == 422
    assert seats() == []


def test_a_guest_let_in_finds_the_session(client, live, membership, organisation):
    client.post(join(live), {"name": "Paul Kerjean", "profession": "pharmacist"})
    with organisation_scope(organisation):
        services.accept_guest(Seat.objects.get(), by=membership)

    assert live.meeting.title in text(client.get(phone(live)))


def test_a_personal_link_used_on_this_phone_tells_who_holds_it(client, live, nurse, membership, organisation):
    with organisation_scope(organisation):
        link = issue(
            person=nurse.person,
            purpose=notifications.INVITATION,
            object_id=nurse.pk,
            expires_at=live.meeting.ends_at.replace(year=2100),
        )
        url = url_of(link).split("/", 3)[3]
    client.post(f"/{url}", {"answer": "coming"})

    assert "Je suis Élodie Noël" in text(client.get(join(live)))
    assert "Je suis Élodie Noël" not in text(Client().get(join(live)))


def test_from_an_invitation_one_tap_is_enough(client, live, nurse, organisation, kept):
    with organisation_scope(organisation):
        invitation = notifications.invitation_url(nurse).split("/", 3)[3]
    door = soup(client.get(f"/{invitation}")).find("a", string="Rejoindre la séance")["href"]

    assert "Je suis Élodie Noël" in text(client.get(door))
    client.post(door, {"participant": str(nurse.pk)})

    assert [(seat.participant_id, seat.how) for seat in kept(Seat)] == [(nurse.pk, "link")]


def test_a_letter_that_is_not_ours_introduces_nobody(client, live, nurse):
    assert "Je suis" not in text(client.get(join(live), {"lien": f"{nurse.pk}:x:y"}))


def test_who_is_signed_in_is_known_too(logged_in, live, nurse, membership, organisation):
    with organisation_scope(organisation):
        nurse.person.user = membership.user
        nurse.person.save(update_fields=["user"])

    assert "Je suis Élodie Noël" in text(logged_in.get(join(live)))


def test_without_a_place_the_page_of_a_phone_asks_for_the_code(client, live):
    response = client.get(phone(live))

    assert response.status_code == 410
    assert "Entrez le code de la séance" in text(response)
    assert live.meeting.title not in text(response)


def test_the_cookie_of_one_session_opens_no_other(seated, live, organisation):
    other = LiveSessionFactory(organisation=organisation)
    seated.cookies[cookie_of(other.pk)] = seated.cookies[cookie_of(live.pk)].value

    assert seated.get(phone(other)).status_code == 410


@pytest.mark.parametrize("forged", ["x", "{pk}", "{pk}:1sXyZ:abc", "{value}x"])
def test_a_forged_cookie_is_no_place(client, live, organisation, forged):
    seat = SeatFactory(organisation=organisation, live=live)
    client.cookies[cookie_of(live.pk)] = forged.format(pk=seat.pk, value=seat.pk)

    assert client.get(phone(live)).status_code == 410


def test_a_cookie_kept_from_a_closed_session_opens_nothing(seated, live, membership, organisation):
    with organisation_scope(organisation):
        meetings.close_session(live.meeting, by=membership)

    for name in ("phone", "mine"):
        response = seated.get(reverse(f"live:{name}", args=["chastel", live.pk]))
        assert response.status_code == 410
        assert live.meeting.title not in text(response)
    assert seated.post(reverse("live:sign", args=["chastel", live.pk])).status_code == 410


def test_the_session_of_another_team_is_not_there(seated, live):
    other = OrganisationFactory()

    assert seated.get(phone(live, other.slug)).status_code == 410


def test_leaving_gives_the_name_back(seated, live, seats):
    response = seated.post(reverse("live:leave", args=["chastel", live.pk]))

    assert response["Location"] == join(live)
    assert seats()[0].state == SeatState.ENDED
    assert seated.get(phone(live)).status_code == 410
