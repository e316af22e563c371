"""One's own hours by a personal link, and on the page of a person."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.links.services import url_of
from filrouge.kernel.mail.models import Message
from filrouge.kernel.people.panels import person_panels
from filrouge.modules.meetings import services
from filrouge.modules.meetings.notifications import invitation_url
from tests.factories import (
    MeetingFactory,
    MeetingTypeFactory,
    MembershipFactory,
    ParticipantFactory,
    PersonFactory,
)
from tests.htmx import soup
from tests.paths import path_in

pytestmark = pytest.mark.django_db
THIS_YEAR = timezone.localdate().year
JANUARY = dt.datetime(THIS_YEAR, 1, 1, 1, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture
def paul(in_organisation):
    return PersonFactory(first_name="Paul", last_name="Abel", email="paul@example.org")


def came(person, minutes, title, *, starts_at=JANUARY, **values):
    meeting = MeetingFactory(title=title, type=MeetingTypeFactory(), status="held", starts_at=starts_at, **values)
    return ParticipantFactory(meeting=meeting, person=person, presence="present", minutes=minutes)


def path_of(link):
    return path_in(url_of(link))


def words(response):
    return " ".join(soup(response).get_text(" ").split())


def test_the_page_gives_the_year_the_list_the_total_and_the_rule(client, paul):
    came(paul, 60, "RCP plaies")
    came(paul, 30, "Équipe")
    came(PersonFactory(), 60, "Sans lui")
    came(paul, 60, "L’an dernier", starts_at=JANUARY - dt.timedelta(days=30))

    path = path_of(services.open_own_hours(paul))
    text = words(client.get(path))

    assert f"Comptées en {THIS_YEAR} 1 h 30" in text
    assert "RCP plaies" in text
    assert "Comment elles se comptent" in text
    assert "Sans lui" not in text
    assert "L’an dernier" not in text
    assert "L’an dernier" in words(client.get(path, {"annee": THIS_YEAR - 1}))


@pytest.mark.parametrize("year", ["", "x", "-1", "99999999", "²"])
def test_an_address_written_by_hand_shows_this_year(client, paul, year):
    assert f"Mes heures de réunion {THIS_YEAR}" in words(
        client.get(path_of(services.open_own_hours(paul)), {"annee": year})
    )


def test_a_guest_reads_their_hours_without_the_subject(client, paul):
    one = came(paul, 15, "Bureau secret", confidentiality="called")
    one.item = one.meeting.items.create(position=1, title="Devis", minutes=15)
    one.save()

    text = words(client.get(path_of(services.open_own_hours(paul))))

    assert "Bureau secret" not in text
    assert "(réunion réservée)" in text


def test_whoever_opens_their_invitation_finds_their_hours(client, paul):
    one = came(paul, 60, "RCP plaies", starts_at=timezone.now() - dt.timedelta(hours=2))
    invitation = path_in(invitation_url(one))

    response = client.post(invitation, {"hours": "1"})

    assert response["Location"] == url_of(services.open_own_hours(paul))


def test_each_person_of_the_table_receives_their_own(logged_in, paul, organisation):
    came(paul, 60, "RCP plaies")
    came(PersonFactory(email=""), 60, "Sans adresse")
    PersonFactory(email="sans.heures@example.org")

    logged_in.post(reverse("meetings:hours_send", args=["chastel"]), {"year": THIS_YEAR})

    (message,) = Message.objects.filter(kind="meetings.hours")
    assert message.person == paul
    assert path_of(services.open_own_hours(paul)) in message.body_text


def test_only_one_when_one_is_asked(logged_in, paul, organisation):
    came(paul, 60, "RCP plaies")
    came(PersonFactory(email="zoe@example.org"), 60, "Autre")

    response = logged_in.post(
        reverse("meetings:hours_send", args=["chastel"]), {"year": THIS_YEAR, "person": str(paul.pk)}
    )

    assert [message.person for message in Message.objects.filter(kind="meetings.hours")] == [paul]
    assert f"person={paul.pk}" in response["Location"]


def test_sending_is_for_who_sees_everybodys(client, organisation, paul):
    member = MembershipFactory(organisation=organisation, roles=["professional"])
    client.force_login(member.user)

    assert client.post(reverse("meetings:hours_send", args=["chastel"])).status_code == 403
    with pytest.raises(PermissionDenied):
        services.send_own_hours([paul], by=member)


@pytest.mark.parametrize(("role", "seen"), [("coordinator", True), ("accountant", True), ("assistant", False)])
def test_the_page_of_a_person_tells_the_hours_of_the_year(organisation, paul, role, seen):
    came(paul, 60, "RCP plaies")
    came(paul, 60, "L’an dernier", starts_at=JANUARY - dt.timedelta(days=30))
    member = MembershipFactory(organisation=organisation, roles=[role])

    panel = person_panels.get("meetings.hours")(member, paul)

    assert (panel is not None) == seen
    if panel:
        assert panel.lines[0].label.replace("\xa0", " ") == "1 h cette année"


def test_nothing_is_told_of_who_has_no_hours(membership, paul):
    assert person_panels.get("meetings.hours")(membership, paul) is None
