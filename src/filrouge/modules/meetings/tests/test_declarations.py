import datetime as dt
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.links import services as links
from filrouge.kernel.links.models import Link
from filrouge.kernel.mail.models import Message
from filrouge.kernel.registry import today
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.meetings import notifications, services
from filrouge.modules.meetings.models import Meeting, Participant
from tests.factories import MeetingFactory, MembershipFactory, ParticipantFactory, noon_in
from tests.htmx import soup
from tests.paths import link_sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(organisation):
    start = noon_in(-2)
    return MeetingFactory(
        organisation=organisation,
        status="held",
        starts_at=start,
        opened_at=start,
        closed_at=start + dt.timedelta(hours=1),
        title="RCP plaies",
    )


@pytest.fixture
def forgotten(held):
    """Somebody nobody marked."""
    return ParticipantFactory(organisation=held.organisation, meeting=held)


@pytest.fixture
def asked(forgotten, membership):
    """The same, and the path of their link."""
    with organisation_scope(forgotten.organisation):
        services.ask_who_was_there(forgotten.meeting, by=membership)
        return forgotten, urlsplit(links.url_of(Link.objects.get(purpose=notifications.PRESENCE))).path


def kept(participant, *names):
    with organisation_scope(participant.organisation):
        row = Participant.objects.get(pk=participant.pk)
        return tuple(getattr(row, name) for name in names)


def test_only_the_absent_and_the_unmarked_are_asked_and_only_once(membership, in_organisation, held):
    for presence in ("present", "excused", "absent", ""):
        ParticipantFactory(meeting=held, presence=presence, person__last_name=presence or "oubli")
    ParticipantFactory(meeting=held, person__email="")

    count = services.ask_who_was_there(held, by=membership)

    assert count == 2
    assert set(Message.objects.values_list("person__last_name", flat=True)) == {"absent", "oubli"}
    with pytest.raises(ValidationError, match="déjà été interrogées"):
        services.ask_who_was_there(held, by=membership)


@pytest.mark.parametrize("status", ["draft", "convened", "open", "approved", "cancelled"])
def test_nobody_is_asked_before_the_end_nor_after_the_approval(membership, in_organisation, status):
    one = ParticipantFactory(meeting=MeetingFactory(status=status))

    with pytest.raises(ValidationError, match="une fois la séance levée"):
        services.ask_who_was_there(one.meeting, by=membership)


def test_asking_needs_the_right(in_organisation, forgotten):
    reader = MembershipFactory(organisation=in_organisation, roles=["professional"])

    with pytest.raises(PermissionDenied):
        services.ask_who_was_there(forgotten.meeting, by=reader)


def test_the_link_takes_a_late_declaration_and_the_page_says_when(client, asked):
    participant, path = asked

    response = client.post(path, {"presence": "present"}, follow=True)

    assert kept(participant, "presence", "declared_how", "minutes") == ("present", "late", 60)
    assert "déclaré après la réunion, le" in response.content.decode()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"presence": "remote"}, ("remote", 60)),
        ({"presence": "present", "arrived": "12:20"}, ("late", 40)),
        ({"presence": "present", "left": "12:45"}, ("left_early", 45)),
        ({"presence": "present", "arrived": "12:20", "left": "12:45"}, ("late", 25)),
        ({"presence": "remote", "left": "12:45"}, ("remote", 45)),
    ],
)
def test_hours_declared_are_counted(client, asked, typed, expected):
    participant, path = asked

    client.post(path, typed)

    assert kept(participant, "presence", "minutes") == expected


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"presence": "present", "arrived": "midi"}, "L’heure d’arrivée ne se lit pas"),
        ({"presence": "present", "arrived": "12:40", "left": "12:10"}, "Le départ doit suivre l’arrivée"),
        ({"presence": "absent"}, "Choisissez : sur place ou à distance."),
        ({"presence": ""}, "Choisissez : sur place ou à distance."),
    ],
)
def test_what_does_not_read_is_said_and_kept_in_the_page(client, asked, typed, sentence):
    participant, path = asked

    response = client.post(path, typed)

    assert response.status_code == 422
    assert sentence in response.content.decode()
    if "arrived" in typed:
        assert soup(response).select_one("[name=arrived]")["value"] == typed["arrived"]
    assert kept(participant, "presence") == ("",)


def test_opening_the_link_declares_nothing(client, asked):
    participant, path = asked

    response = client.get(path)

    assert "Y étiez-vous" in response.content.decode()
    assert kept(participant, "presence", "declared_at") == ("", None)


def test_once_the_minutes_are_approved_the_page_says_so_and_takes_nothing(client, asked):
    participant, path = asked
    with organisation_scope(participant.organisation):
        Meeting.objects.update(status="approved")

    assert "les présences ne changent plus" in client.get(path).content.decode()
    assert client.post(path, {"presence": "present"}).status_code == 422
    assert kept(participant, "presence") == ("",)


@pytest.mark.parametrize("how", ["expired", "revoked"])
def test_a_closed_link_declares_nothing(client, asked, membership, how):
    participant, path = asked
    with organisation_scope(participant.organisation):
        if how == "expired":
            Link.objects.update(expires_at=timezone.now() - dt.timedelta(minutes=1))
        else:
            links.revoke(link_sent(), by=membership)

    response = client.post(path, {"presence": "present"})

    assert response.status_code == 410
    assert "RCP plaies" not in response.content.decode()
    assert kept(participant, "presence") == ("",)


def test_the_invitation_itself_signs_during_the_session_and_after(organisation):
    meeting = MeetingFactory(organisation=organisation, open=True, written_afterwards=True)
    meeting_now = MeetingFactory(
        organisation=organisation,
        status="open",
        starts_at=timezone.now() - dt.timedelta(minutes=10),
        ends_at=timezone.now() + dt.timedelta(minutes=50),
        opened_at=timezone.now() - dt.timedelta(minutes=10),
    )
    late, live = (ParticipantFactory(organisation=organisation, meeting=one) for one in (meeting, meeting_now))
    with organisation_scope(organisation):
        link = links.issue(
            person=late.person,
            purpose=notifications.INVITATION,
            object_id=late.pk,
            expires_at=timezone.now() + dt.timedelta(1),
        )
        paths = [urlsplit(links.url_of(link)).path, urlsplit(notifications.invitation_url(live)).path]

    for path in paths:
        Client().post(path, {"presence": "present"})  # each on their own phone

    assert [kept(one, "presence", "declared_how") for one in (late, live)] == [("present", "late"), ("present", "link")]


def test_who_was_marked_absent_is_told_the_coordination_will_confirm(client, asked, membership):
    participant, path = asked
    with organisation_scope(participant.organisation):
        services.mark_presence(Participant.objects.get(), by=membership, presence="absent")

    response = client.post(path, {"presence": "present"}, follow=True)

    assert "elle confirmera" in response.content.decode()
    assert kept(participant, "presence", "claim") == ("absent", "present")


@pytest.mark.parametrize("status", ["held", "review"])
def test_a_claim_waits_on_the_home_page_of_the_coordination(membership, in_organisation, held, status):
    ParticipantFactory(meeting=held, presence="absent", claim="present")
    Meeting.objects.update(status=status)

    labels = [item.label for item in today.get("meetings")(membership)]

    assert "Confirmer 1\xa0présence déclarée : RCP plaies" in labels


def test_asking_from_the_page_says_how_many_messages_leave(logged_in, forgotten):
    response = logged_in.post(reverse("meetings:presence_ask", args=["chastel", forgotten.meeting_id]), follow=True)

    assert "Message envoyé." in response.content.decode()
