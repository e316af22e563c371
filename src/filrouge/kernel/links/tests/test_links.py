import datetime as dt
import uuid

import pytest
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.links import limits, services, tasks
from filrouge.kernel.links.labels import Secrecy, secret_purposes
from filrouge.kernel.links.models import Link
from filrouge.kernel.links.tokens import link_id_of, token_of
from filrouge.kernel.registry import link_pages
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.models import Entry
from tests.factories import OrganisationFactory, PersonFactory

SOON = timezone.now() + dt.timedelta(days=7)


@pytest.fixture
def person(in_organisation):
    return PersonFactory(first_name="Élodie", last_name="Noël")


@pytest.fixture
def issue(person):
    def issue(**changes):
        return services.issue(
            **{"person": person, "purpose": "tests.page", "object_id": uuid.uuid4(), "expires_at": SOON} | changes
        )

    return issue


@pytest.fixture(autouse=True)
def page(db, monkeypatch):
    """A page that answers who opened it, and writes on POST."""

    def page(request, link):
        if link.object_id == uuid.UUID(int=0):
            raise Http404
        if request.method == "POST":
            services.touch(link)
        return HttpResponse(f"{request.method} {link.person} {request.user.is_authenticated}")

    monkeypatch.setitem(link_pages._given, "tests.page", page)
    cache.clear()


def path_of(link):
    return reverse("links:open", args=["chastel", token_of(link.pk)])


def test_the_address_is_whole_and_bears_no_name(issue, settings):
    settings.SITE_URL = "https://filrouge.example"

    url = services.url_of(link := issue())

    assert url == f"https://filrouge.example/chastel/lien/{token_of(link.pk)}/"
    assert len(token_of(link.pk)) == 43


def test_issue_keeps_the_open_link_and_only_lengthens_it(issue):
    object_id = uuid.uuid4()
    first = issue(object_id=object_id)

    assert issue(object_id=object_id, expires_at=SOON - dt.timedelta(days=1)).expires_at == SOON
    longer = issue(object_id=object_id, expires_at=SOON + dt.timedelta(days=1))
    assert (longer.pk, longer.expires_at) == (first.pk, SOON + dt.timedelta(days=1))


def test_a_revoked_link_is_replaced_by_another(issue, membership):
    object_id = uuid.uuid4()
    first = issue(object_id=object_id)
    services.revoke(first, by=membership)

    assert issue(object_id=object_id).pk != first.pk
    assert Entry.objects.get().sentence == "a retiré un lien personnel de Élodie Noël"


def test_the_token_is_signed(settings):
    link_id = uuid.uuid4()
    token = token_of(link_id)

    assert link_id_of(token) == link_id
    wrong = ["", "é", token[:-1], token + "A", token[:-2] + "AA", "A" * 43, token.upper(), f"{token}=", "-" * 43]
    assert [link_id_of(one) for one in wrong] == [None] * len(wrong)

    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10
    assert link_id_of(token) == link_id

    settings.SECRET_KEY_FALLBACKS = []
    assert link_id_of(token) is None


def test_opening_needs_no_account_and_writes_nothing(client, issue):
    link = issue()

    response = client.get(path_of(link))

    assert response.content.decode() == "GET Élodie Noël False"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    link.refresh_from_db()
    assert link.first_used_at is None


def test_posting_is_noted_once_and_needs_the_form(issue):
    link = issue()
    browser = Client(enforce_csrf_checks=True)
    assert browser.post(path_of(link)).status_code == 403

    browser.get(path_of(link))
    token = browser.cookies["csrftoken"].value
    assert browser.post(path_of(link), {"csrfmiddlewaretoken": token}).status_code == 200
    link.refresh_from_db()
    first = link.first_used_at
    browser.post(path_of(link), {"csrfmiddlewaretoken": token})
    link.refresh_from_db()
    assert link.first_used_at == first is not None


def test_of_a_secret_purpose_no_hour_is_kept(issue, monkeypatch):
    monkeypatch.setitem(secret_purposes._given, "tests.page", Secrecy("réponse secrète"))
    link = issue()
    made = timezone.now() - dt.timedelta(days=3)
    Link.objects.filter(pk=link.pk).update(created_at=made)

    assert Client().post(path_of(link)).status_code == 200

    link.refresh_from_db()
    assert link.first_used_at == link.created_at == made
    assert Client().get(path_of(link)).status_code == 403  # it served: another device has to show a code


def test_hours_kept_before_of_a_secret_purpose_are_forgotten(issue, monkeypatch):
    secret, other = issue(), issue(purpose="tests.other")
    Link.objects.update(first_used_at=timezone.now() + dt.timedelta(hours=1))
    monkeypatch.setitem(secret_purposes._given, "tests.page", Secrecy("réponse secrète"))

    tasks.prune_links.call()

    secret.refresh_from_db()
    other.refresh_from_db()
    assert secret.first_used_at == secret.created_at
    assert other.first_used_at > other.created_at


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_closed_link_says_whom_to_contact(client, issue, membership, person, method):
    expired = issue(expires_at=timezone.now() - dt.timedelta(seconds=1))
    revoked = issue()
    services.revoke(revoked, by=membership)
    gone = issue(object_id=uuid.UUID(int=0))

    for link in (expired, revoked, gone):
        response = getattr(client, method)(path_of(link))
        assert response.status_code == 410
        assert "coordination@msp.example" in response.content.decode()
        assert "Noël" not in response.content.decode()
        assert response["Referrer-Policy"] == "same-origin"


def test_somebody_who_left_no_longer_acts(client, issue, person):
    link = issue()
    person.left_on = timezone.localdate() - dt.timedelta(days=1)
    person.save()

    assert client.get(path_of(link)).status_code == 410


@pytest.mark.parametrize("token", ["abc", "A" * 43, "x-y_z"])
def test_an_unknown_link_reveals_nothing(client, organisation, token):
    response = client.get(f"/chastel/lien/{token}/")

    assert response.status_code == 404
    assert "Chastel" not in response.content.decode()
    assert "coordination@" not in response.content.decode()


def test_the_link_of_another_organisation_is_unknown(client, organisation):
    OrganisationFactory(slug="ailleurs")
    person = PersonFactory(organisation=organisation)
    with organisation_scope(organisation):
        link = services.issue(person=person, purpose="tests.page", object_id=uuid.uuid4(), expires_at=SOON)

    assert client.get(path_of(link)).status_code == 200
    assert client.get(f"/ailleurs/lien/{token_of(link.pk)}/").status_code == 404


def test_an_unknown_purpose_is_unknown(client, issue):
    assert client.get(path_of(issue(purpose="tests.nothing"))).status_code == 404


def test_wrong_tokens_are_limited_but_right_ones_pass(client, issue):
    statuses = [client.get("/chastel/lien/wrong/").status_code for _ in range(limits.MOST + 2)]

    assert statuses == [404] * limits.MOST + [429] * 2
    assert client.get(path_of(issue())).status_code == 200
    assert client.get("/chastel/lien/wrong/", REMOTE_ADDR="203.0.113.9").status_code == 404


def test_links_closed_long_ago_are_forgotten(issue):
    old = issue(expires_at=timezone.now() - dt.timedelta(days=181))
    recent = issue(expires_at=timezone.now() - dt.timedelta(days=179))

    tasks.prune_links.call()

    assert list(Link.objects.all()) == [recent]
    assert old != recent
