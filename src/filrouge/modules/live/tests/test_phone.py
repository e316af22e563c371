"""What a phone does, with and without its script."""

import pytest
from django.urls import reverse

from filrouge.kernel.ids import uuid7
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.live import services
from filrouge.modules.live.models import Seat, Speech
from filrouge.modules.meetings.models import Participant
from tests.factories import SeatFactory
from tests.htmx import soup

pytestmark = pytest.mark.django_db

JSON = {"Accept": "application/json"}


@pytest.fixture
def seated(client, live, nurse):
    client.post(reverse("live:join", args=["chastel", live.code]), {"participant": str(nurse.pk)})
    return client


def address(name, live):
    return reverse(f"live:{name}", args=["chastel", live.pk])


def text(html):
    return " ".join(soup(type("Answer", (), {"content": html})).get_text().split())


def test_without_a_script_a_tap_signs_and_comes_back(seated, live, nurse, kept):
    response = seated.post(address("sign", live), {"presence": "remote"}, follow=True)

    assert kept(Participant)[0].presence == "remote"
    assert "À distance : présence enregistrée" in text(response.content)
    assert soup(response).select_one("noscript meta[http-equiv=refresh]") is not None


def test_with_its_script_the_phone_is_told_what_is_now_its_own(seated, live):
    answer = seated.post(address("sign", live), headers=JSON)

    said = answer.json()
    assert (answer.status_code, said["error"], said["mine"], said["turn"]) == (200, "", "", "")
    assert "Présent·e : présence enregistrée" in text(said["acts"])


def test_a_hand_is_raised_and_lowered(seated, live, organisation):
    other = SeatFactory(organisation=organisation, live=live)
    with organisation_scope(organisation):
        services.raise_hand(other)

    up = seated.post(address("hand", live), {"hand": "up"}, headers=JSON).json()
    down = seated.post(address("hand", live), {"hand": "down"}, headers=JSON).json()

    assert "Main levée · 1 avant vous" in text(up["acts"])
    assert "Demander la parole" in text(down["acts"])


def test_speaking_and_having_finished(seated, live, kept):
    speaking = seated.post(address("speak", live), {"speech": "start"}, headers=JSON).json()
    finished = seated.post(address("speak", live), {"speech": "end"}, headers=JSON).json()

    assert "Vous avez la parole" in text(speaking["acts"])
    assert "Demander la parole" in text(finished["acts"])
    assert kept(Speech)[0].ended_at is not None


def test_the_answer_to_an_activity_reaches_it_once_and_is_shown(seated, live, membership, organisation, applause):
    with organisation_scope(organisation):
        shown = services.show_activity(live, "test.applause", uuid7(), by=membership)
    form = soup(seated.get(address("phone", live))).select_one("form.direct-mine")
    data = {field["name"]: field["value"] for field in form.select("input[name]")} | {"clap": "1"}

    answers = [seated.post(address("answer", live), data, headers=JSON) for _again in range(2)]

    assert [answer.json()["mine"].count("Merci !") for answer in answers] == [1, 1]
    assert list(applause.hands.values()) == [data["once"]]
    assert answers[0].json()["turn"].startswith(f"test.applause {shown.activity_id}")


def test_an_answer_to_nothing_is_refused_in_french(seated, live):
    for data in ({}, {"kind": "test.nothing", "object_id": str(uuid7())}, {"kind": "test.applause", "object_id": "x"}):
        answer = seated.post(address("answer", live), data, headers=JSON)

        assert answer.status_code == 422
        assert answer.json()["error"].endswith((".", "page."))


def test_a_phone_whose_place_was_freed_is_told_so(seated, live, membership, organisation):
    with organisation_scope(organisation):
        services.free_seat(Seat.objects.get(), by=membership)

    answer = seated.post(address("hand", live), {"hand": "up"}, headers=JSON)

    assert (answer.status_code, answer.json()) == (410, {"gone": True})


def test_a_phone_shows_nothing_of_who_spoke_how_long(seated, live, organisation):
    with organisation_scope(organisation):
        services.take_floor(SeatFactory(live=live))

    page = text(seated.get(address("phone", live)).content)

    assert "parole" in page
    assert "Temps de parole" not in page


@pytest.mark.parametrize("items", [1, 3])
def test_the_page_of_a_phone_costs_the_same_whatever_the_agenda(seated, live, items, organisation, page_queries):
    with organisation_scope(organisation):
        live.meeting.items.exclude(pk__in=live.meeting.items.values("pk")[:items]).delete()

    with page_queries(5):
        seated.get(address("phone", live))
