"""Answering in the same room, from the address on the wall; closing once there is nothing more to wait for."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.links.models import Link
from filrouge.kernel.mail.models import Message
from filrouge.kernel.tenancy.enums import Role
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.models import Entry
from filrouge.modules.maturity import services
from filrouge.modules.maturity.models import AnswerBox, Assessment, Invitation
from filrouge.modules.maturity.tests.shape import CODES, opened, say
from tests.factories import MembershipFactory, OrganisationFactory
from tests.htmx import soup

DAY = dt.datetime(2026, 11, 10, 9, tzinfo=dt.UTC)
ANSWERS = {f"level-{code}": "3" for code in CODES}


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: DAY)


@pytest.fixture
def room(organisation, membership):
    """An assessment of four people, open in the room."""
    with organisation_scope(organisation):
        assessment, _people = opened(membership, 4)
        return services.open_room(assessment, by=membership)


def url(name, *args):
    return reverse(f"maturity:{name}", args=["chastel", *args])


def door(room):
    return url("door", room.room_code)


def names(page):
    return [link.get_text() for link in soup(page).select(".mat-names a")]


def test_the_door_shows_those_who_have_not_answered(client, organisation, room):
    page = client.get(door(room))
    assert len(names(page)) == 4

    seat = soup(page).select_one(".mat-names a")
    answer = client.post(seat["href"], ANSWERS, follow=True)

    assert "Votre réponse est comptée" in answer.content.decode()
    assert seat.get_text() not in names(client.get(door(room)))
    with organisation_scope(organisation):
        assert Invitation.objects.get(has_answered=True).name == seat.get_text()


def test_an_answer_from_the_room_leaves_no_other_trace(client, organisation, room):
    def kept():
        with organisation_scope(organisation):
            return [list(model.objects.order_by("pk").values()) for model in (Message, Entry, Link)]

    before = kept()
    seat = soup(client.get(door(room))).select_one(".mat-names a")["href"]
    client.post(seat, ANSWERS)

    assert kept() == before
    with organisation_scope(organisation):
        assert AnswerBox.objects.get().levels["needs"] == [0, 0, 0, 1, 0]
        changed = Assessment.objects.values().get()
    assert (changed["status"], changed["room_on"]) == ("open", DAY.date())
    assert client.cookies.keys() <= {"csrftoken"}


def test_two_phones_with_one_name_are_counted_once(client, organisation, room):
    seat = soup(client.get(door(room))).select_one(".mat-names a")["href"]
    for browser in (client, Client()):
        assert "est comptée" in browser.post(seat, ANSWERS, follow=True).content.decode()

    with organisation_scope(organisation):
        assert sum(AnswerBox.objects.get().levels["needs"]) == 1


def test_what_is_wrong_is_said_and_nothing_is_counted(client, organisation, room):
    seat = soup(client.get(door(room))).select_one(".mat-names a")["href"]

    assert client.post(seat, {}).status_code == 422
    with organisation_scope(organisation):
        assert not Invitation.objects.filter(has_answered=True).exists()


def test_a_wrong_code_learns_nothing(client, room):
    for address in (url("door", "XXXXXX"), url("code") + "?code=K7"):
        page = client.get(address)
        assert page.status_code == 404
        assert "Chastel" not in page.content.decode()


def test_the_code_is_typed_as_one_likes(client, room):
    typed = f"{room.room_code[:3].lower()}-{room.room_code[3:]}"

    assert client.get(url("code")).status_code == 200
    assert client.get(url("code"), {"code": typed}).url == door(room)


def test_the_code_opens_nothing_elsewhere(client, organisation, membership, room):
    other = OrganisationFactory()
    with organisation_scope(organisation):
        _another, _people = opened(membership, 3)
        foreign = Invitation.objects.exclude(assessment=room).first()

    assert client.get(door(room).replace("/chastel/", f"/{other.slug}/")).status_code == 404
    assert client.get(f"{door(room)}{foreign.pk}/").status_code == 404


@pytest.mark.parametrize("how", ["night", "close_room", "close", "cancel"])
def test_the_code_dies_with_the_day_or_with_the_round(client, organisation, membership, room, monkeypatch, how):
    seat = soup(client.get(door(room))).select_one(".mat-names a")["href"]
    with organisation_scope(organisation):
        for one in Invitation.objects.select_related("person")[1:]:
            say(room, one.person)
        if how == "night":
            monkeypatch.setattr(timezone, "now", lambda: DAY + dt.timedelta(days=1))
        else:
            getattr(services, how)(room, by=membership)

    assert client.get(door(room)).status_code == 404
    assert client.post(seat, ANSWERS).status_code == 404


def test_open_today_it_keeps_its_code_and_has_another_tomorrow(in_organisation, membership, monkeypatch):
    assessment, _people = opened(membership, 3)
    first = services.open_room(assessment, by=membership)
    assert services.open_room(assessment, by=membership).room_code == first.room_code
    monkeypatch.setattr(timezone, "now", lambda: DAY + dt.timedelta(days=1))

    assert services.open_room(assessment, by=membership).room_on == DAY.date() + dt.timedelta(days=1)
    assert Entry.objects.filter(action="maturity.room_opened").count() == 2


def test_only_who_keeps_it_opens_a_room_and_only_while_it_takes_answers(in_organisation, membership, monkeypatch):
    assessment, _people = opened(membership, 3)
    with pytest.raises(PermissionDenied):
        services.open_room(assessment, by=MembershipFactory(organisation=in_organisation, roles=[Role.PROFESSIONAL]))
    monkeypatch.setattr(timezone, "now", lambda: DAY + dt.timedelta(days=15))
    with pytest.raises(ValidationError, match="ne prend plus de réponses"):
        services.open_room(assessment, by=membership)


def test_the_wall_counts_while_people_answer(logged_in, organisation, membership):
    with organisation_scope(organisation):
        assessment, people = opened(membership, 3)
    assert logged_in.post(url("room_open", assessment.pk)).url == url("wall", assessment.pk)
    page = soup(logged_in.get(url("wall", assessment.pk)))
    assert page.select_one(".fil-qr")
    assert "0 sur 3 ont répondu" in page.get_text()

    with organisation_scope(organisation):
        for person in people:
            say(assessment, person)
    fragment = logged_in.get(url("wall", assessment.pk), headers={"HX-Request": "true"}).content.decode()

    assert "Tout le monde a répondu" in fragment
    assert "<main" not in fragment
    assert logged_in.post(url("room_close", assessment.pk)).url == url("detail", assessment.pk)
    assert logged_in.get(url("wall", assessment.pk)).url == url("detail", assessment.pk)
    later = logged_in.get(url("wall", assessment.pk), headers={"HX-Request": "true"})
    assert later.headers["HX-Redirect"] == url("detail", assessment.pk)  # the screen on the wall follows


def shown(logged_in, organisation, membership, assessment):
    page = logged_in.get(url("detail", assessment.pk)).content.decode()
    listed = soup(logged_in.get(url("list"))).select_one(".fil-badge").get_text()
    with organisation_scope(organisation):
        [deadline] = registry.deadlines.get("maturity")(membership)
    return page, listed, (deadline.label, deadline.due_on)


def test_all_have_answered_closing_is_proposed(logged_in, organisation, membership):
    with organisation_scope(organisation):
        assessment, people = opened(membership, 3)
        for person in people:
            say(assessment, person)

    page, listed, deadline = shown(logged_in, organisation, membership, assessment)

    assert "Tout le monde a répondu" in page
    assert url("room_open", assessment.pk) not in page
    assert url("remind", assessment.pk) not in page
    assert listed == "à clore"
    assert deadline == ("À clore : Maturité 2026, 3 réponses sur 3", DAY.date())


@pytest.mark.parametrize(
    ("answers", "said", "state"), [(3, "Closez le tour", "à clore"), (2, "moins de trois réponses", "en cours")]
)
def test_the_date_is_past_closing_is_proposed(logged_in, organisation, membership, monkeypatch, answers, said, state):
    with organisation_scope(organisation):
        assessment, people = opened(membership, 4)
        for person in people[:answers]:
            say(assessment, person)
    monkeypatch.setattr(timezone, "now", lambda: DAY + dt.timedelta(days=15))
    logged_in.force_login(membership.user)

    page, listed, deadline = shown(logged_in, organisation, membership, assessment)

    assert said in page
    assert listed == state
    assert deadline[1] == DAY.date() + dt.timedelta(days=14)
