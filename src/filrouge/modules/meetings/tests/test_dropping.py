"""« Proposer un point » by the personal link of an invitation."""

from uuid import uuid4

import pytest

from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.meetings import services
from filrouge.modules.meetings.models import BacklogItem
from tests.htmx import soup

pytestmark = pytest.mark.django_db


def sent(**changes):
    return {"drop": "1", "title": "Le parking", "word": "", "once": str(uuid4()), **changes}


def points(participant):
    with organisation_scope(participant.organisation):
        return list(BacklogItem.objects.select_related("author"))


def test_a_point_is_proposed_for_this_meeting(client, invited):
    participant, path = invited
    words = sent(word="Trop de voitures")
    assert [client.post(path, words).status_code for _ in range(2)] == [302, 302]
    [point] = points(participant)
    assert (point.author, point.meeting_id, point.state) == (participant.person, participant.meeting_id, "proposed")
    page = soup(client.get(path)).get_text()
    assert "Le parking" in page
    assert "proposé" in page


def test_the_answer_is_read_on_the_same_page(client, invited, membership, organisation):
    participant, path = invited
    client.post(path, sent())
    with organisation_scope(organisation):
        services.give_up_point(BacklogItem.objects.get(), by=membership, word="Vu avec le syndic")
    assert "Vu avec le syndic" in soup(client.get(path)).get_text()


def test_what_looks_like_a_patient_is_said_and_the_words_stay(client, invited):
    participant, path = invited
    answer = client.post(path, sent(title="Mme Durand née le 12/03/1947"))
    assert (answer.status_code, points(participant)) == (422, [])
    assert soup(answer).select_one("#point-titre")["value"] == "Mme Durand née le 12/03/1947"


def test_confirmed_it_is_kept(client, invited):
    participant, path = invited
    first = soup(client.post(path, sent(title="Fermeture le 12/03/1947")))
    doubts = [field["value"] for field in first.select("details [name=acknowledged]")]
    answer = client.post(path, sent(title="Fermeture le 12/03/1947", acknowledged=doubts[-1] if doubts else ""))
    assert (answer.status_code, len(points(participant))) == (302, 1)


def test_an_empty_point_is_refused(client, invited):
    participant, path = invited
    assert (client.post(path, sent(title="  ")).status_code, points(participant)) == (422, [])


def test_the_meeting_closed_it_takes_no_more(client, invited, membership, organisation):
    participant, path = invited
    with organisation_scope(organisation):
        services.cancel_meeting(participant.meeting, by=membership)
    answer = client.post(path, sent())
    assert (answer.status_code, points(participant)) == (422, [])
    assert "n’attend plus de point" in soup(answer).get_text()
    assert "Proposer un point" not in soup(client.get(path)).get_text()
