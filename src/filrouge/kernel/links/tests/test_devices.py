"""A link that was forwarded tells nothing: neither the page nor whose it is."""

import datetime as dt
import re
import uuid

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.links import codes, devices, services
from filrouge.kernel.links.tokens import token_of
from filrouge.kernel.registry import link_pages
from tests.factories import OrganisationFactory, PersonFactory

SECRET = "Réunion du bureau"


@pytest.fixture
def person(in_organisation):
    return PersonFactory(first_name="Élodie", last_name="Noël", email="elodie@example.org")


@pytest.fixture(autouse=True)
def page(db, monkeypatch):
    def page(request, link):
        return HttpResponse(f"{SECRET} {link.person}", status=422 if "refused" in request.POST else 200)

    monkeypatch.setitem(link_pages._given, "tests.page", page)
    cache.clear()


def link_of(person):
    soon = timezone.now() + dt.timedelta(days=7)
    return services.issue(person=person, purpose="tests.page", object_id=uuid.uuid4(), expires_at=soon)


def path_of(link):
    return reverse("links:open", args=["chastel", token_of(link.pk)])


def code_in(mail):
    return re.search(r"\b\d{6}\b", mail.body)[0]


@pytest.fixture
def used(person):
    """A link that has answered on a telephone, and that telephone."""
    telephone, link = Client(), link_of(person)
    telephone.post(path_of(link))
    return link, telephone


def test_the_device_that_answered_opens_again(used):
    link, telephone = used

    assert SECRET in telephone.get(path_of(link)).content.decode()


def test_a_link_not_used_yet_opens_anywhere_and_opening_it_does_not_bind_it(person):
    link = link_of(person)

    assert SECRET in Client().get(path_of(link)).content.decode()
    assert SECRET in Client().get(path_of(link)).content.decode()


def test_a_refused_post_binds_nothing(person):
    link = link_of(person)

    Client().post(path_of(link), {"refused": "yes"})

    assert SECRET in Client().get(path_of(link)).content.decode()


@pytest.mark.parametrize("method", ["get", "post"])
def test_another_device_is_told_nothing(used, method):
    link, _telephone = used

    response = getattr(Client(), method)(path_of(link))

    assert response.status_code == 403
    for secret in (SECRET, "Noël", "elodie"):
        assert secret not in response.content.decode()


def test_a_link_forwarded_to_a_colleague_does_not_open_even_unused(used, in_organisation):
    _link, telephone = used
    colleagues = link_of(PersonFactory(first_name="Paul"))

    response = telephone.get(path_of(colleagues))

    assert response.status_code == 403
    assert SECRET not in response.content.decode()


def test_the_code_sent_to_the_person_opens_it_there(used, mailoutbox):
    link, _telephone = used
    desk = Client()

    desk.post(path_of(link), {"send": "first"})
    answer = desk.post(path_of(link), {"code": f" {code_in(mailoutbox[0])} "})

    assert (mailoutbox[0].to, answer.status_code) == (["elodie@example.org"], 302)
    assert SECRET in desk.get(path_of(link)).content.decode()


def test_a_code_serves_once(used, mailoutbox):
    link, _telephone = used
    desk = Client()
    desk.post(path_of(link), {"send": "first"})
    desk.post(path_of(link), {"code": code_in(mailoutbox[0])})

    answer = Client().post(path_of(link), {"code": code_in(mailoutbox[0])})

    assert answer.status_code == 422


def test_codes_cannot_be_guessed(used, mailoutbox):
    link, _telephone = used
    stranger = Client()
    stranger.post(path_of(link), {"send": "first"})
    right = code_in(mailoutbox[0])
    for _ in range(codes.TRIES):
        stranger.post(path_of(link), {"code": "000000" if right != "000000" else "111111"})

    answer = stranger.post(path_of(link), {"code": right})

    assert answer.status_code == 422
    assert "Trop d’essais" in answer.content.decode()


def test_three_codes_an_hour_then_no_more(used, mailoutbox):
    link, _telephone = used
    for _ in range(codes.SENDS + 2):
        Client().post(path_of(link), {"send": "again"})

    assert len(mailoutbox) == codes.SENDS


def test_the_computer_of_the_staff_room_knows_several_persons(used, mailoutbox):
    link, telephone = used
    other = link_of(PersonFactory(email="paul@example.org"))
    telephone.post(path_of(other), {"send": "first"})
    telephone.post(path_of(other), {"code": code_in(mailoutbox[0])})

    assert telephone.get(path_of(other)).status_code == 200
    assert telephone.get(path_of(link)).status_code == 200


def test_a_forged_cookie_opens_nothing(used):
    link, _telephone = used
    stranger = Client()
    stranger.cookies[devices.COOKIE] = "eyJwZW9wbGUiOltdfQ:1abc:def"

    assert stranger.get(path_of(link)).status_code == 403


def test_the_cookie_of_another_organisation_says_nothing(used, rf, in_organisation):
    _link, telephone = used
    request = rf.get("/")
    request.COOKIES[devices.COOKIE] = telephone.cookies[devices.COOKIE].value
    assert len(devices.people_on(request)) == 1

    from filrouge.kernel.tenancy.scope import organisation_scope

    with organisation_scope(OrganisationFactory(), switching=True):
        assert devices.people_on(request) == []


def test_without_an_address_the_page_says_whom_to_ask(in_organisation):
    link = link_of(PersonFactory(email=""))
    Client().post(path_of(link))

    answer = Client().post(path_of(link), {"send": "first"})

    assert answer.status_code == 422
    assert "Demandez un nouveau lien à la coordination" in answer.content.decode()
