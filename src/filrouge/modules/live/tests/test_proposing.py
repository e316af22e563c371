"""A point proposed from a phone, and what the facilitator makes of it."""

import pytest
from django.urls import reverse

from filrouge.kernel.ids import uuid7
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.live.models import Seat
from filrouge.modules.live.services import propose_point
from filrouge.modules.live.tests.test_phone import JSON, address, text
from filrouge.modules.meetings.models import AgendaItem, BacklogItem
from tests.factories import BacklogItemFactory, MembershipFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session_page(live):
    return reverse("meetings:session", args=["chastel", live.meeting_id])


@pytest.fixture
def seated(client, live, nurse):
    client.post(reverse("live:join", args=["chastel", live.code]), {"participant": str(nurse.pk)})
    return client


def sent(**changes):
    return {"title": "Le parking", "word": "Trop de voitures", "once": str(uuid7()), **changes}


def test_a_phone_proposes_and_the_facilitator_sees_it(seated, live, nurse, kept, logged_in, session_page):
    said = seated.post(address("propose", live), sent(), headers=JSON).json()
    [point] = kept(BacklogItem)
    assert (said["error"], point.state, point.meeting_id) == ("", "proposed", live.meeting_id)
    assert "Le parking" in text(logged_in.get(session_page).content)


def test_sent_twice_it_is_kept_once_and_the_form_gets_a_new_key(seated, live, kept):
    words = sent()
    said = [seated.post(address("propose", live), words, headers=JSON).json() for _ in range(2)]
    assert len(kept(BacklogItem)) == 1
    assert [one["kept"] for one in said] == [words["once"]] * 2
    assert said[0]["again"] != words["once"]


def test_without_a_script_it_comes_back_with_a_word(seated, live):
    page = seated.post(address("propose", live), sent(once="nimporte"), follow=True)
    assert "Point proposé à la coordination" in text(page.content)


@pytest.mark.parametrize("title", ["", "   ", "Mme Durand née le 12/03/1947"])
def test_what_is_refused_keeps_the_form(seated, live, kept, title):
    answer = seated.post(address("propose", live), sent(title=title), headers=JSON)
    assert (answer.status_code, answer.json()["kept"], kept(BacklogItem)) == (422, "", [])


def test_a_guest_proposes_under_the_name_they_gave(in_organisation, live):
    seat = SeatFactory(live=live, participant=None, guest_name="Nour Essai", profession="nurse")
    assert propose_point(seat, title="Le parking").author_name == "Nour Essai"


def test_the_facilitator_puts_it_on_the_agenda(logged_in, live, organisation, kept):
    point = BacklogItemFactory(organisation=organisation, meeting=live.meeting, state="proposed")
    url = reverse("live:proposed", args=["chastel", live.pk, point.pk])
    for _ in range(2):
        assert logged_in.post(url, {"act": "accept"}, headers=JSON).status_code == 200
    assert [item.title for item in kept(AgendaItem) if item.point_id == point.pk] == [point.title]


def test_or_refuses_it(logged_in, live, organisation, kept):
    point = BacklogItemFactory(organisation=organisation, meeting=live.meeting, state="proposed")
    logged_in.post(reverse("live:proposed", args=["chastel", live.pk, point.pk]), {"act": "refuse"}, headers=JSON)
    assert kept(BacklogItem)[0].state == "dropped"


def test_who_does_not_hold_meetings_answers_nothing(client, organisation, live):
    point = BacklogItemFactory(organisation=organisation, meeting=live.meeting, state="proposed")
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)
    url = reverse("live:proposed", args=["chastel", live.pk, point.pk])
    assert client.post(url, {"act": "accept"}).status_code == 403


def test_a_place_let_go_proposes_nothing(seated, live, organisation, kept):
    with organisation_scope(organisation):
        Seat.objects.update(state="ended")
    answer = seated.post(address("propose", live), sent(), headers=JSON)
    assert (answer.status_code, kept(BacklogItem)) == (410, [])
