import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.files.services import read
from filrouge.kernel.links.models import Link
from filrouge.kernel.links.services import url_of
from filrouge.kernel.mail.models import Message
from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.meetings import notifications, queries, services
from filrouge.modules.meetings.models import Delivery, Meeting, Minutes, Participant
from tests.factories import AgendaItemFactory, MeetingFactory, ParticipantFactory, PersonFactory
from tests.htmx import soup
from tests.paths import path_in

pytestmark = pytest.mark.django_db
PAGE_QUERIES = 17  # one for the annex


@pytest.fixture
def approved(membership, organisation):
    """Approved: two called (one excused), a partner in the directory, one annex."""
    with organisation_scope(organisation):
        meeting = MeetingFactory(open=True, title="Bureau")
        AgendaItemFactory(meeting=meeting)
        ParticipantFactory(meeting=meeting, person=PersonFactory(first_name="Élodie", last_name="Noël"))
        ParticipantFactory(meeting=meeting, presence="excused")
        PersonFactory(first_name="Paul", last_name="Partenaire")
        services.mark_all_present(meeting, by=membership)
        services.close_session(meeting, by=membership)
        services.add_annex(meeting, by=membership, name="plan.txt", content=b"plan")
        services.approve_minutes(meeting, by=membership)
        return Meeting.objects.get(pk=meeting.pk)


@pytest.fixture
def delivery(membership, organisation, approved):
    with organisation_scope(organisation):
        (sent,) = services.send_minutes(approved, [person("Noël")], by=membership)
        return sent


@pytest.fixture
def path(organisation, delivery):
    with organisation_scope(organisation):
        return path_in(url_of(Link.objects.get(purpose=notifications.MINUTES)))


def person(last_name):
    return Person.objects.get(last_name=last_name)


def mails():
    return Message.objects.filter(kind=notifications.MINUTES)


def url(name, *args):
    return reverse(f"meetings:{name}", args=["chastel", *args])


def proposed(meeting):
    receivers = queries.receivers_of(meeting, meeting.minutes_versions.first())
    return [one.last_name for one in receivers.called], [one.last_name for one in receivers.others]


def test_everybody_called_is_proposed_and_others_may_be_added(in_organisation, approved):
    called, others = proposed(approved)

    assert (len(called), "Noël" in called, others) == (2, True, ["Partenaire"])


def test_reserved_minutes_go_to_the_people_called_only(membership, in_organisation, approved):
    services.change_readers(approved, by=membership, confidentiality="called")
    reserved = Meeting.objects.get(pk=approved.pk)

    assert proposed(reserved)[1] == []
    with pytest.raises(ValidationError, match="ne part qu’aux personnes conviées"):
        services.send_minutes(reserved, [person("Partenaire")], by=membership)
    assert not mails().exists()


def test_a_guest_of_one_point_does_not_receive_reserved_minutes(membership, in_organisation, approved):
    guest = PersonFactory(last_name="Invité")
    Participant.everybody.create(meeting=approved, item=approved.items.get(), person=guest, profession="nurse")
    services.change_readers(approved, by=membership, confidentiality="called")

    with pytest.raises(ValidationError, match="ne part qu’aux personnes conviées"):
        services.send_minutes(Meeting.objects.get(pk=approved.pk), [guest], by=membership)


def test_a_mail_carries_a_link_and_not_the_file(in_organisation, delivery):
    mail = mails().get()

    assert (mail.person, mail.attachment_ids) == (delivery.person, [])
    assert "/lien/" in mail.body_text


def test_a_double_click_sends_once(logged_in, organisation, approved):
    with organisation_scope(organisation):
        chosen = {"people": [person("Noël").pk]}

    for _click in range(2):
        logged_in.post(url("send", approved.pk), chosen)

    with organisation_scope(organisation):
        assert mails().count() == 1


def test_a_second_send_reaches_only_those_who_did_not_get_it(membership, in_organisation, approved, delivery):
    sent = services.send_minutes(approved, [person("Noël"), person("Partenaire")], by=membership)

    assert [one.person.last_name for one in sent] == ["Partenaire"]
    assert mails().count() == 2


def test_a_mail_that_was_lost_is_sent_again(membership, in_organisation, approved, delivery):
    mails().update(status="failed")

    assert "Noël" in proposed(approved)[0]
    services.send_minutes(approved, [person("Noël")], by=membership)

    assert (mails().count(), Delivery.objects.count()) == (2, 1)


def test_minutes_not_approved_are_not_sent(membership, in_organisation):
    with pytest.raises(ValidationError, match="Seul un compte rendu approuvé"):
        services.send_minutes(MeetingFactory(held=True), [], by=membership)


def test_opening_the_link_writes_nothing_and_a_tap_gives_the_file(client, organisation, path):
    assert "CR-" in soup(client.get(path)).get_text()
    with organisation_scope(organisation):
        assert Delivery.objects.get().opened_at is None
        content = read(Minutes.objects.get().file)

    response = client.post(path, follow=True)

    assert b"".join(response) == content
    with organisation_scope(organisation):
        assert Delivery.objects.get().opened_at is not None


def test_annexes_open_once_the_minutes_are_read(client, path):
    assert not soup(client.get(f"{path}?annexe=1")).select("a[href='?annexe=1']")
    client.post(path)

    assert b"".join(client.get(f"{path}?annexe=1")) == b"plan"


def test_a_link_that_was_forwarded_shows_nothing(client, path):
    client.post(path)
    client.cookies.clear()

    response = client.get(f"{path}?lire")

    assert response.status_code == 403
    assert "Bureau" not in response.content.decode()


def test_an_expired_link_shows_nothing(client, organisation, path):
    with organisation_scope(organisation):
        Link.objects.update(expires_at=timezone.now() - dt.timedelta(minutes=1))

    response = client.get(path)

    assert (response.status_code, "Bureau" in response.content.decode()) == (410, False)


def test_a_link_closes_when_the_meeting_is_reserved_to_others(client, organisation, membership, approved):
    with organisation_scope(organisation):
        services.send_minutes(approved, [person("Partenaire")], by=membership)
        path = path_in(url_of(Link.objects.get(purpose=notifications.MINUTES)))
        services.change_readers(approved, by=membership, confidentiality="called")

    assert client.get(path).status_code == 410


def test_a_replaced_version_says_so(client, organisation, membership, approved, path):
    with organisation_scope(organisation):
        services.correct_minutes(approved, by=membership, reason="Oubli")
        services.approve_minutes(approved, by=membership)

    assert "remplacée par la version 2" in client.get(path).content.decode()


def test_the_page_says_who_received_and_who_opened(logged_in, organisation, approved, delivery):
    with organisation_scope(organisation):
        services.open_minutes(delivery)

    page = soup(logged_in.get(url("send", approved.pk)))
    assert "ouvert le" in page.get_text()
    frozen = " ".join(soup(logged_in.get(url("detail", approved.pk))).get_text().split())
    assert "Diffusé à 1 personne, ouvert par 1." in frozen


def test_what_somebody_received_is_told_to_them_and_forgotten_on_demand(in_organisation, delivery):
    data = registry.personal_data.get("meetings.deliveries")

    assert [row["réunion"] for row in data.export(delivery.person_id)] == ["Bureau"]
    assert data.erase(delivery.person_id) == 1
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("item_count", [1, 3, 40])
def test_the_page_of_sent_minutes_costs_the_same(
    logged_in, organisation, membership, approved, item_count, page_queries
):
    with organisation_scope(organisation):
        services.send_minutes(approved, PersonFactory.create_batch(item_count), by=membership)

    with page_queries(PAGE_QUERIES):
        response = logged_in.get(url("detail", approved.pk))

    assert f"Diffusé à {item_count}" in soup(response).get_text()
