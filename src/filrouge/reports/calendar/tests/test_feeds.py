"""The calendar followed from elsewhere: by whom, what it shows, until when."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from filrouge.kernel.links import services as links
from filrouge.kernel.links.models import Link
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.work.models import Task
from filrouge.reports.calendar import queries, services
from filrouge.reports.calendar.queries.feeds import key_of
from tests.factories import MeetingFactory, MembershipFactory, PersonFactory, noon_in
from tests.htmx import soup

pytestmark = pytest.mark.django_db

PAGE = "/chastel/agenda/suivre/"


@pytest.fixture
def person(in_organisation, membership):
    return PersonFactory(user=membership.user)


@pytest.fixture
def things(in_organisation):
    Task.objects.create(title="Relancer", due_on=noon_in(3).date(), released_at=timezone.now())
    MeetingFactory(title="Bureau", starts_at=noon_in(3))


def read(link):
    return Client().get(links.feed_url_of(link).removeprefix("http://localhost:8000"))


def titles(answer):
    known = {"Relancer", "Bureau", "Conflit"}
    return {str(one["summary"]) for one in Calendar.from_ical(answer.content).walk("VEVENT")} & known


def test_all_of_it_or_one_kind(membership, in_organisation, person, things):
    everything = services.follow(in_organisation.pk, by=membership)
    tasks = services.follow(key_of("task"), by=membership)

    assert titles(read(everything)) == {"Relancer", "Bureau"}
    assert titles(read(tasks)) == {"Relancer"}
    assert read(everything).content == read(everything).content


def test_an_address_taken_back_gives_nothing_more(membership, in_organisation, person):
    link = services.follow(in_organisation.pk, by=membership)
    fresh = services.renew(in_organisation.pk, by=membership)

    assert (read(link).status_code, read(fresh).status_code) == (410, 200)

    services.stop(in_organisation.pk, by=membership)

    assert read(fresh).status_code == 410


def test_it_shows_what_the_holder_may_read_now(organisation, in_organisation):
    member = MembershipFactory(organisation=organisation, roles=["professional"])
    PersonFactory(user=member.user)
    MeetingFactory(title="Conflit", starts_at=noon_in(3), confidentiality="management")
    MeetingFactory(title="Bureau", starts_at=noon_in(3))
    link = services.follow(organisation.pk, by=member)

    assert titles(read(link)) == {"Bureau"}


def test_it_ends_with_the_account(membership, in_organisation, person):
    link = services.follow(in_organisation.pk, by=membership)

    membership.delete()

    assert read(link).status_code == 410


def test_the_page_gives_changes_and_takes_back_the_address(logged_in, organisation, person):
    url = reverse("agenda:follow", args=["chastel"])
    key = str(key_of("meeting"))

    logged_in.post(url, {"act": "follow", "followed": key})

    page = soup(logged_in.get(url))
    (subscribe,) = page.select('a[href^="webcal:"]')
    assert "Réunions" in subscribe.get_text()

    logged_in.post(url, {"act": "renew", "followed": key})
    logged_in.post(url, {"act": "stop", "followed": key})

    assert soup(logged_in.get(url)).select('a[href^="webcal:"]') == []
    with organisation_scope(organisation, switching=True):
        assert Link.objects.filter(purpose=queries.FEED, revoked_at=None).count() == 0
        assert Link.objects.filter(purpose=queries.FEED).count() == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"act": "follow", "followed": "rien"}, "Choisissez un agenda de la liste."),
        ({"act": "follow", "followed": "00000000-0000-7000-8000-000000000000"}, "Choisissez un agenda de la liste."),
        ({"act": "dance", "followed": "00000000-0000-7000-8000-000000000000"}, "Choisissez quoi faire."),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(logged_in, person, data, said):
    assert said in logged_in.post(PAGE, data, follow=True).content.decode()


def test_an_account_tied_to_nobody_is_told_so(logged_in, in_organisation):
    assert "relié à personne" in logged_in.get(PAGE).content.decode()
    answer = logged_in.post(PAGE, {"act": "follow", "followed": str(in_organisation.pk)}, follow=True)
    assert "demandez à la coordination" in answer.content.decode().lower()


def test_the_keys_of_kinds_never_change():
    assert str(key_of("task")) == "74184b59-2f6f-552a-8181-11f4f3a79a61"
