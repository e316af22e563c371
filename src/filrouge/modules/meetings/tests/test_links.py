import datetime as dt

import pytest
from django.utils import timezone

from filrouge.kernel.links.models import Link
from filrouge.kernel.links.services import revoke, url_of
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.meetings import services
from filrouge.modules.meetings.models import Participant
from tests.factories import MeetingFactory, OrganisationFactory, ParticipantFactory
from tests.htmx import soup
from tests.paths import link_sent, path_in

pytestmark = pytest.mark.django_db


def read(participant):
    with organisation_scope(participant.organisation):
        return Participant.objects.get(pk=participant.pk)


def test_opening_the_link_shows_the_meeting_and_changes_nothing(client, invited):
    participant, path = invited

    response = client.get(path)

    page = soup(response).get_text()
    assert participant.meeting.title in page
    assert "Élodie Noël" in page
    assert read(participant).answer == "none"


def test_one_tap_answers(client, invited):
    participant, path = invited

    response = client.post(path, {"answer": "coming", "note": "J’arrive à 12 h 45"})

    kept = read(participant)
    assert (response.status_code, kept.answer, kept.answer_note) == (302, "coming", "J’arrive à 12 h 45")


def test_changing_one_s_mind_replaces_the_answer(client, invited):
    participant, path = invited
    client.post(path, {"answer": "coming"})

    client.post(path, {"answer": "excused"})

    assert read(participant).answer == "excused"


def test_an_answer_nobody_offered_is_refused_in_french(client, invited):
    _participant, path = invited

    response = client.post(path, {"answer": "peut-être"})

    assert response.status_code == 422
    assert "Choisissez une réponse" in response.content.decode()


def test_the_calendar_file_is_an_event(client, invited):
    _participant, path = invited

    response = client.get(path, {"agenda": ""})

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert "BEGIN:VEVENT" in response.content.decode()


def test_an_expired_link_shows_nothing_of_the_meeting(client, invited):
    participant, path = invited
    with organisation_scope(participant.organisation):
        Link.objects.update(expires_at=timezone.now() - dt.timedelta(minutes=1))

    response = client.get(path)

    assert response.status_code == 410
    assert participant.meeting.title not in response.content.decode()


def test_a_revoked_link_answers_no_more(client, invited, membership):
    participant, path = invited
    with organisation_scope(participant.organisation):
        revoke(link_sent(), by=membership)

    assert client.post(path, {"answer": "coming"}).status_code == 410
    assert read(participant).answer == "none"


def test_a_link_does_not_open_another_organisation(client, invited):
    _participant, path = invited
    other = OrganisationFactory()

    response = client.get(path.replace("/chastel/", f"/{other.slug}/"))

    assert response.status_code == 404


def test_after_the_cancellation_the_page_says_so_and_takes_no_answer(client, invited, membership):
    participant, path = invited
    with organisation_scope(participant.organisation):
        services.cancel_meeting(participant.meeting, by=membership, reason="Épidémie")

    assert "Cette réunion est annulée. Épidémie" in " ".join(soup(client.get(path)).get_text().split())
    assert client.post(path, {"answer": "coming"}).status_code == 422


@pytest.fixture
def reviewed(membership, organisation):
    with organisation_scope(organisation):
        meeting = MeetingFactory(open=True)
        participant = ParticipantFactory(meeting=meeting)
        services.mark_all_present(meeting, by=membership)
        services.close_session(meeting, by=membership)
        services.send_for_review(meeting, by=membership)
        return participant, path_in(url_of(link_sent()))


@pytest.mark.parametrize(
    ("posted", "kept"),
    [
        ({"approval": "approved"}, ("approved", "")),
        ({"approval": "changes", "comment": "Il manque Paul"}, ("changes", "Il manque Paul")),
    ],
)
def test_the_draft_is_approved_or_corrected_by_link(client, reviewed, posted, kept):
    participant, path = reviewed

    client.post(path, posted)

    row = read(participant)
    assert (row.approval, row.approval_comment) == kept


def test_a_correction_without_words_is_refused_and_asks_for_them(client, reviewed):
    participant, path = reviewed

    response = client.post(path, {"approval": "changes", "comment": ""})

    assert response.status_code == 422
    assert "Dites en une phrase" in response.content.decode()
    assert read(participant).approval == "none"
