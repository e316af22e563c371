import uuid

import pytest
from django.urls import reverse

from filrouge.kernel.links.models import Link
from filrouge.kernel.mail.models import Message
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.rcp import notifications, services
from filrouge.modules.rcp.models import EntryPoster
from tests.factories import (
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
)
from tests.htmx import soup
from tests.paths import path_in

pytestmark = pytest.mark.django_db

ENTRANCES_QUERIES = 6


def url(name, *args):
    return reverse(f"rcp:{name}", args=["chastel", *args])


def typed(*people, **more):
    chosen = {"category": "both", "theme": "wounds", "informed": "informed", "entry_key": str(uuid.uuid4())}
    return chosen | {"people": [person.pk for person in people]} | more


def test_an_account_asks_for_its_own_link(client, organisation, team):
    professional = MembershipFactory(organisation=organisation, roles=["professional"])
    client.force_login(professional.user)
    without = client.post(url("link_mine"), follow=True)
    with organisation_scope(organisation):
        team[0].user = professional.user
        team[0].save()

    asked = client.post(url("link_mine"), follow=True)

    assert "n’a pas d’adresse e-mail" in soup(without).get_text()
    assert "Votre lien part vers claire@msp.example" in soup(asked).get_text()
    with organisation_scope(organisation):
        assert [message.person for message in Message.objects.all()] == [team[0]]


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_page_of_links_costs_the_same(logged_in, organisation, team, item_count, page_queries):
    with organisation_scope(organisation):
        for person in PersonFactory.create_batch(item_count * 5):
            notifications.entry_link(person)

    with page_queries(ENTRANCES_QUERIES):
        logged_in.get(url("entrances"))


def test_links_leave_to_those_who_have_none(logged_in, organisation, team, link):
    logged_in.post(url("links_send"))

    with organisation_scope(organisation):
        assert [message.person for message in Message.objects.all()] == [team[1]]
        assert "/lien/" in Message.objects.get().body_text


def test_a_link_is_sent_again_to_one(logged_in, organisation, team, link):
    logged_in.post(url("links_send"), {"person": team[0].pk})

    with organisation_scope(organisation):
        assert Message.objects.get().person == team[0]
        assert Link.objects.filter(person=team[0], purpose="rcp.entry").count() == 1


@pytest.fixture
def poster(organisation, membership):
    with organisation_scope(organisation):
        row = services.prepare_poster(by=membership)
        return path_in(notifications.poster_url(row))


def test_the_sheet_of_the_staff_room_sends_one_s_link(client, organisation, team, poster):
    answers = [
        " ".join(soup(client.post(poster, {"email": email})).get_text().split())
        for email in ("CLAIRE@msp.example", "inconnu@example.org")
    ]

    assert answers[0] == answers[1]  # it says nothing of who is in the team
    with organisation_scope(organisation):
        assert [message.person for message in Message.objects.all()] == [team[0]]


def test_it_does_not_flood_anybody(client, organisation, team, poster):
    for _ in range(6):
        client.post(poster, {"email": "claire@msp.example"})

    with organisation_scope(organisation):
        assert Message.objects.count() == 3


def test_a_telephone_that_knows_somebody_goes_straight_to_their_link(client, organisation, team, path, poster):
    client.post(path, typed(team[1]))

    page = soup(client.get(poster))
    response = client.post(poster, {"person": team[0].pk})

    assert [button.get_text() for button in page.select("button[name=person]")] == ["Claire Aubert"]
    assert response["Location"].endswith(path)


def test_a_telephone_that_knows_nobody_cannot_choose(client, organisation, team, poster):
    response = client.post(poster, {"person": team[0].pk})

    assert response.status_code == 200
    with organisation_scope(organisation):
        assert not Link.objects.exists()


def test_a_withdrawn_or_replaced_sheet_no_longer_opens(client, organisation, membership, poster):
    with organisation_scope(organisation):
        newer = services.prepare_poster(by=membership)
        replaced = client.get(poster).status_code
        services.withdraw_poster(newer, by=membership)
        path = path_in(notifications.poster_url(newer))

    assert (replaced, client.get(path).status_code) == (410, 410)


def test_a_guessed_sheet_tells_nothing(client, organisation, poster):
    other = OrganisationFactory()

    guesses = [poster[:-3] + "xy/", poster.replace("/chastel/", f"/{other.slug}/")]

    assert [client.get(guess).status_code for guess in guesses] == [404, 404]
    assert organisation.name not in client.get(guesses[0]).content.decode()


def test_guessing_is_stopped(client, organisation, poster):
    statuses = [client.get(poster[:-3] + "xy/").status_code for _ in range(22)]

    assert statuses[-1] == 429


def test_the_sheet_is_a_document(logged_in, organisation, poster):
    with organisation_scope(organisation):
        row = EntryPoster.objects.get()

    assert logged_in.get(url("poster_pdf", row.pk)).content.startswith(b"%PDF-")
