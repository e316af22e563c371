import datetime as dt

import pytest
from django.utils import timezone

from filrouge.kernel.links.models import Link
from filrouge.kernel.links.services import revoke, url_of
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.meetings import services as meetings
from filrouge.modules.scheduling import services
from filrouge.modules.scheduling.models import Respondent, SlotAnswer
from tests.factories import MeetingFactory, OrganisationFactory, ParticipantFactory, PersonFactory, noon_in
from tests.htmx import soup
from tests.paths import link_sent, path_in

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def asked(membership, organisation):
    """Somebody asked about two dates, and the path of their personal link."""
    with organisation_scope(organisation):
        meeting = MeetingFactory(title="RCP plaies")
        ParticipantFactory(meeting=meeting, person=PersonFactory(first_name="Élodie", last_name="Noël"))
        slots = [(noon_in(day), noon_in(day) + HOUR) for day in (20, 21)]
        services.open_poll(
            meeting, by=membership, slots=slots, respond_by=timezone.localdate() + dt.timedelta(days=7), message="Merci"
        )
        return Respondent.objects.get(), path_of(link_sent())


def path_of(link):
    return path_in(url_of(link))


def kept(respondent):
    with organisation_scope(respondent.organisation):
        return list(SlotAnswer.objects.order_by("slot__starts_at").values_list("answer", flat=True))


def names(client, path):
    """The fields of the page, one per date."""
    return list(dict.fromkeys(box["name"] for box in soup(client.get(path)).select("input[type=radio]")))


def text(response):
    return " ".join(soup(response).get_text().split())


def test_opening_the_link_shows_the_dates_and_changes_nothing(client, asked):
    respondent, path = asked

    response = client.get(path)

    assert "RCP plaies" in text(response)
    assert "Élodie Noël" in text(response)
    assert len(soup(response).select("fieldset")) == 2
    assert kept(respondent) == []


def test_one_tap_per_date_and_a_word(client, asked):
    respondent, path = asked
    first, second = names(client, path)

    response = client.post(path, {first: "yes", second: "if_needed", "word": "Plutôt le midi"})

    with organisation_scope(respondent.organisation):
        assert Respondent.objects.get().word == "Plutôt le midi"
    assert (response.status_code, kept(respondent)) == (302, ["yes", "if_needed"])
    assert "Vos réponses sont enregistrées" in text(client.get(path))


def test_a_tap_kept_at_once_leaves_the_word_alone(client, asked):
    respondent, path = asked
    first, second = names(client, path)
    client.post(path, {first: "yes", second: "no", "word": "Plutôt le midi"})

    client.post(path, {first: "no"})

    with organisation_scope(respondent.organisation):
        assert Respondent.objects.get().word == "Plutôt le midi"
    assert kept(respondent) == ["no", "no"]


def test_none_suits(client, asked):
    respondent, path = asked

    client.post(path, {"none": "1"})

    assert kept(respondent) == ["no", "no"]
    assert "aucune de ces dates ne vous va" in text(client.get(path))


@pytest.mark.parametrize("posted", [{}, {"date-": "yes"}, {"date-0": "yes"}, {"word": ""}])
def test_nothing_answered_is_said_and_keeps_nothing(client, asked, posted):
    respondent, path = asked

    response = client.post(path, posted)

    assert (response.status_code, kept(respondent)) == (422, [])
    assert "Touchez une réponse" in text(response)


def test_an_answer_nobody_offered_is_refused(client, asked):
    respondent, path = asked

    response = client.post(path, {names(client, path)[0]: "<script>"})

    assert (response.status_code, kept(respondent)) == (422, [])


def test_a_word_that_names_a_patient_asks_before_it_is_kept(client, asked):
    respondent, path = asked
    first, _ = names(client, path)

    response = client.post(path, {first: "yes", "word": "Je vois Mme Dupont née le 12/03/1950"})

    assert response.status_code == 422
    assert "Dupont" in soup(response).select_one("textarea").get_text()
    assert kept(respondent) == []


def test_an_expired_or_revoked_link_shows_nothing(client, asked, membership):
    respondent, path = asked
    with organisation_scope(respondent.organisation):
        Link.objects.update(expires_at=timezone.now() - HOUR)
    assert (client.get(path).status_code, "RCP plaies" in text(client.get(path))) == (410, False)

    with organisation_scope(respondent.organisation):
        Link.objects.update(expires_at=timezone.now() + HOUR)
        revoke(link_sent(), by=membership)
    assert client.post(path, {"none": "1"}).status_code == 410
    assert kept(respondent) == []


def test_a_link_does_not_open_another_organisation(client, asked):
    _respondent, path = asked

    assert client.get(path.replace("/chastel/", f"/{OrganisationFactory().slug}/")).status_code == 404


def test_somebody_taken_off_the_meeting_finds_a_closed_link(client, asked, membership):
    respondent, path = asked
    with organisation_scope(respondent.organisation):
        meeting = respondent.poll.meeting
        meetings.remove_participant(meeting.participants.get(), by=membership)

    assert client.get(path).status_code == 410


def test_once_the_date_is_chosen_the_page_tells_it_and_asks_nothing(client, asked, membership):
    respondent, path = asked
    client.post(path, {names(client, path)[0]: "yes"})
    with organisation_scope(respondent.organisation):
        services.choose_slot(respondent.poll.slots.first(), by=membership, place="Salle du haut")

    page = client.get(path)
    refused = client.post(path, {"none": "1"})

    assert "Vous aviez dit oui : nous comptons sur vous." in text(page)
    assert "Salle du haut" in text(page)
    assert soup(page).select("button") == []
    assert "/lien/" in soup(page).select_one("a.button")["href"]
    assert (refused.status_code, kept(respondent)) == (422, ["yes"])


def test_once_the_poll_is_stopped_the_page_says_so(client, asked, membership):
    respondent, path = asked
    with organisation_scope(respondent.organisation):
        services.stop_poll(respondent.poll, by=membership)

    assert "Ce sondage est arrêté" in text(client.get(path))
    assert client.post(path, {"none": "1"}).status_code == 422


def test_after_the_cancellation_the_page_says_why(client, asked, membership):
    respondent, path = asked
    with organisation_scope(respondent.organisation):
        meetings.cancel_meeting(respondent.poll.meeting, by=membership, reason="Épidémie")

    assert "Cette réunion est annulée. Épidémie" in text(client.get(path))
    assert client.post(path, {"none": "1"}).status_code == 422
