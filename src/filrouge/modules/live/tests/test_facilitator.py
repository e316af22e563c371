"""The facilitator's bar on the page of the session, what it does, and the wall."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from filrouge.kernel.ids import uuid7
from filrouge.kernel.live.channels import Channel, Key
from filrouge.kernel.live.rendering import render_states
from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.live import queries, services
from filrouge.modules.live.contributions.places import panels as live_panels
from filrouge.modules.live.models import LiveSession, Seat
from filrouge.modules.live.views import screens
from filrouge.modules.meetings import services as meetings
from filrouge.modules.meetings.models import Participant
from tests.factories import MeetingFactory, MembershipFactory, PersonFactory, SeatFactory
from tests.htmx import soup

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}


def text(html):
    return " ".join(soup(type("Answer", (), {"content": html})).get_text().split())


def address(name, live, *more):
    return reverse(f"live:{name}", args=["chastel", live.pk, *more])


def stream(live, screen=""):
    return reverse("live_updates:stream", args=["chastel", "live.session", live.pk]) + (screen and f"?ecran={screen}")


@pytest.fixture
def session_page(live):
    return reverse("meetings:session", args=["chastel", live.meeting_id])


# --- the bar


def test_the_session_s_page_is_the_facilitator_s_screen(logged_in, live, seat, session_page):
    bar = soup(logged_in.get(session_page)).select_one("#direct")

    shown = " ".join(bar.get_text().split())
    assert "Pas encore commencé 3 points à l’ordre du jour" in shown
    assert live.spoken_code in shown
    assert "1 téléphone" in shown


def test_the_next_point_without_a_script(logged_in, live, session_page, kept):
    button = soup(logged_in.get(session_page)).select_one("#direct [data-move=next]")

    response = logged_in.post(address("point", live), {"item": button["value"]})

    assert (response.status_code, response["Location"]) == (302, session_page)
    assert str(kept(LiveSession)[0].item_id) == button["value"]


def test_an_act_by_script_answers_with_the_screen_as_it_is_now(logged_in, live, organisation):
    with organisation_scope(organisation):
        first = queries.course_of(live).points[0].item

    said = logged_in.post(address("point", live), {"item": str(first.pk)}, headers=JSON).json()

    assert said["error"] == ""
    assert "1 sur 3 Accueil" in text(said["parts"]["point"])


def test_the_clock_stops_and_goes_on(logged_in, live, organisation, kept):
    with organisation_scope(organisation):
        first = queries.course_of(live).points[0].item
    logged_in.post(address("point", live), {"item": str(first.pk)})

    logged_in.post(address("clock", live), {"clock": "stop"})
    stopped = kept(LiveSession)[0].item_since
    logged_in.post(address("clock", live), {"clock": "start"})

    assert stopped is None
    assert kept(LiveSession)[0].item_since is not None


def test_the_point_of_another_meeting_or_of_nowhere_is_not_found(logged_in, live):
    for item in ("nowhere", str(uuid7())):
        assert logged_in.post(address("point", live), {"item": item}).status_code == 404


def test_a_guest_is_let_in_then_counted(logged_in, live, organisation, kept):
    with organisation_scope(organisation):
        guest = services.ask_as_guest(live, name="Paul Kerjean", profession="pharmacist", how="code")

    logged_in.post(address("seat", live, guest.pk), {"act": "accept"})
    logged_in.post(address("seat", live, guest.pk), {"act": "count"})
    logged_in.post(address("seat", live, guest.pk), {"act": "count"})

    (counted,), (person,) = kept(Participant), kept(Person)
    assert (person.first_name, person.last_name, person.profession) == ("Paul", "Kerjean", "pharmacist")
    assert (counted.person_id, counted.presence, kept(Seat)[0].participant_id) == (person.pk, "present", counted.pk)


def test_a_guest_known_to_the_directory_is_counted_at_once(logged_in, live, organisation, kept):
    person = PersonFactory(organisation=organisation, first_name="Jean-Noël", last_name="Le Goff")
    with organisation_scope(organisation):
        guest = services.ask_as_guest(live, name="le goff jean-noel", profession="other", how="qr")

    logged_in.post(address("seat", live, guest.pk), {"act": "accept"})

    counted = kept(Participant)[0]
    assert (counted.person_id, counted.presence, counted.profession) == (person.pk, "present", person.profession)


def test_a_guest_is_turned_away_and_a_place_is_freed(logged_in, live, seat, organisation, kept):
    with organisation_scope(organisation):
        guest = services.ask_as_guest(live, name="Paul", profession="other", how="code")
    logged_in.post(address("seat", live, guest.pk), {"act": "refuse"})
    logged_in.post(address("seat", live, seat.pk), {"act": "free"})

    assert [row.state for row in kept(Seat)] == ["ended", "ended"]


def test_hands_are_called_in_order(logged_in, live, seat, organisation):
    other = SeatFactory(organisation=organisation, live=live)
    with organisation_scope(organisation):
        services.raise_hand(seat)
        services.raise_hand(other)

    said = logged_in.post(address("seat", live, seat.pk), {"act": "floor"}, headers=JSON).json()
    room = text(said["parts"]["room"])
    ended = logged_in.post(address("end_speech", live), headers=JSON).json()

    assert "Élodie Noël a la parole" in room
    assert str(other) in room
    assert "a la parole" not in text(ended["parts"]["room"])
    assert "Temps de parole" in text(ended["parts"]["room"])


def test_an_activity_is_shown_then_taken_off(logged_in, live, membership, organisation, applause, session_page):
    with organisation_scope(organisation):
        services.show_activity(live, "test.applause", uuid7(), by=membership)

    assert "0 applaudissements, facilitator" in text(logged_in.get(session_page).content)
    said = logged_in.post(address("hide", live), headers=JSON).json()
    assert said["parts"]["activity"] == ""


def test_once_lifted_the_bar_is_gone_and_may_be_opened_again(
    logged_in, live, membership, organisation, session_page, kept
):
    with organisation_scope(organisation):
        meeting = meetings.close_session(live.meeting, by=membership)
        meetings.reopen_session(meeting, by=membership)
    before = logged_in.get(session_page)

    opened = logged_in.post(reverse("live:open", args=["chastel", live.meeting_id]))

    assert soup(before).select_one("#direct") is None
    assert "Ouvrir aux téléphones" in text(before.content)
    assert opened["Location"] == session_page
    assert [live.is_open for live in kept(LiveSession)] == [True, False]


def test_what_is_refused_is_said_on_the_page(logged_in, live, membership, organisation, session_page):
    with organisation_scope(organisation):
        meetings.close_session(live.meeting, by=membership)

    response = logged_in.post(reverse("live:open", args=["chastel", live.meeting_id]), follow=True)

    assert "Ouvrez d’abord la séance" in text(response.content)


@pytest.mark.parametrize("act", ["point", "clock", "hide", "end_speech"])
def test_who_does_not_hold_meetings_acts_on_nothing(client, organisation, live, act):
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)

    assert client.post(address(act, live)).status_code == 403


@pytest.mark.parametrize("people", [1, 3])
def test_the_bar_costs_the_same_whoever_is_in(in_organisation, live, membership, people, django_assert_num_queries):
    for _one in range(people):
        services.raise_hand(SeatFactory(live=live))

    with django_assert_num_queries(6):
        (bar,) = live_panels(membership, live.meeting, ("session",))
    assert len(bar.context["floor"].hands) == people


def test_other_pages_do_not_pay_for_the_bar(in_organisation, live, membership, django_assert_num_queries):
    closed = MeetingFactory()

    with django_assert_num_queries(0):
        shown = [
            live_panels(membership, live.meeting, ("main", "aside")),
            live_panels(membership, closed, ("session",)),
        ]
        assert [list(panels) for panels in shown] == [[], []]


# --- the wall


def test_the_wall_shows_the_point_the_code_and_nobody(logged_in, live, seat, organisation):
    with organisation_scope(organisation):
        services.raise_hand(seat)

    wall = logged_in.get(address("projector", live))

    shown = text(wall.content)
    assert live.spoken_code in shown
    assert "Élodie" not in shown
    assert soup(wall).select_one(".fil-qr svg path") is not None


def test_a_reader_may_open_the_wall_but_not_lead_from_it(client, organisation, live):
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)

    wall = soup(client.get(address("projector", live))).select_one("[data-live]")

    assert "data-point" not in wall.attrs


def test_a_reserved_meeting_is_not_projected_by_others(client, organisation, live):
    with organisation_scope(organisation):
        live.meeting.confidentiality = "managers"
        live.meeting.save(update_fields=["confidentiality"])
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)

    assert client.get(address("projector", live)).status_code == 404
    assert client.get(stream(live, "projector")).status_code == 404


# --- streams


def test_each_screen_has_its_own_door(logged_in, live, nurse, organisation):
    phone, stranger, reader = Client(), Client(), Client()
    phone.post(reverse("live:join", args=["chastel", live.code]), {"participant": str(nurse.pk)})
    reader.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)

    asked = {
        "phone": [phone.get(stream(live)), stranger.get(stream(live)), logged_in.get(stream(live))],
        "facilitator": [logged_in.get(stream(live, "facilitator")), reader.get(stream(live, "facilitator"))],
        "projector": [reader.get(stream(live, "projector")), phone.get(stream(live, "projector"))],
    }

    assert {name: [answer.status_code for answer in answers] for name, answers in asked.items()} == {
        "phone": [200, 404, 404],
        "facilitator": [200, 404],
        "projector": [200, 404],
    }
    assert phone.get(stream(live)).channel.audience == "phone"


def test_a_guest_at_the_door_hears_only_when_to_look_again(client, live, membership, organisation):
    client.post(reverse("live:join", args=["chastel", live.code]), {"name": "Paul", "profession": "other"})
    assert client.get(stream(live)).channel.audience == "door"

    with organisation_scope(organisation):
        guest = Seat.objects.get()
        services.accept_guest(guest, by=membership)
        said = json.loads(screens.render(live.pk, "door"))

    assert said == {"parts": {}, "calls": {guest.mark: 1}, "turn": ""}


@pytest.mark.parametrize("audience", ["phone", "projector", "facilitator"])
def test_what_is_pushed_is_what_the_page_would_show(in_organisation, live, seat, membership, applause, audience):
    services.show_activity(live, "test.applause", uuid7(), by=membership)
    services.go_to(live, queries.course_of(live).points[1].item, by=membership)

    said = json.loads(screens.render(live.pk, audience))

    assert tuple(said["parts"]) == screens.PARTS[audience]
    assert "Parcours plaies" in said["parts"]["point"]
    assert f"0 applaudissements, {audience}" in said["parts"]["activity"]
    assert ("Élodie" in json.dumps(said, ensure_ascii=False)) == (audience == "facilitator")


def test_when_the_session_is_over_every_screen_is_told(in_organisation, live, membership):
    meetings.close_session(live.meeting, by=membership)

    assert json.loads(screens.render(live.pk, "phone")) == {"over": True}


def test_the_presences_of_the_page_follow_what_phones_sign(in_organisation, live, seat):
    before = json.loads(screens.render(live.pk, "facilitator"))["presences"]

    services.sign_presence(seat)

    assert json.loads(screens.render(live.pk, "facilitator"))["presences"] != before


@pytest.mark.django_db(transaction=True)
def test_the_hub_renders_within_the_walls_of_the_team(live, organisation):
    channel = Channel(Key(organisation.pk, "live.session", live.pk), "projector")

    (state,) = render_states([channel]).values()

    assert b"K7P" in state.event
