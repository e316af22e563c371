import pytest
from django.urls import reverse

from tests.factories import (
    MeetingFactory,
    MeetingTypeFactory,
    MembershipFactory,
    OrganisationFactory,
    ParticipantFactory,
)
from tests.htmx import soup

pytestmark = pytest.mark.django_db

HOME_QUERIES = 20


def test_the_door_answers_without_an_account(client):
    response = client.get("/")

    assert response.status_code == 200
    assert soup(response).select_one(f'a[href="{reverse("account_login")}"]') is not None


def test_the_door_leads_straight_to_my_only_organisation(client):
    membership = MembershipFactory()
    client.force_login(membership.user)

    assert client.get("/")["Location"] == membership.organisation.get_absolute_url()


def test_the_door_shows_each_of_my_organisations_and_no_other(client):
    mine = [MembershipFactory(), MembershipFactory()]
    mine[1].user = mine[0].user
    mine[1].save()
    stranger = OrganisationFactory(name="MSP d’ailleurs")
    client.force_login(mine[0].user)

    text = client.get("/").content.decode()

    assert all(membership.organisation.name in text for membership in mine)
    assert stranger.name not in text


@pytest.mark.parametrize("item_count", [1, 3, 300])
def test_home_query_count_is_constant(logged_in, organisation, item_count, page_queries):
    kind = MeetingTypeFactory(organisation=organisation)
    for meeting in MeetingFactory.create_batch(item_count, organisation=organisation, type=kind, passed=True):
        ParticipantFactory(organisation=organisation, meeting=meeting)

    with page_queries(HOME_QUERIES):
        response = logged_in.get(reverse("today:home", args=["chastel"]))

    assert "Saisir la séance" in response.content.decode()


def test_home_of_a_new_organisation_offers_the_first_act(logged_in, organisation):
    page = soup(logged_in.get(reverse("today:home", args=["chastel"])))

    assert page.select_one(".fil-empty-title").get_text() == "Rien n’attend"
    assert page.select_one(f'.fil-empty a[href="{reverse("people:list", args=["chastel"])}"]') is not None


def test_health_answers_the_supervisor(client):
    assert client.get("/sante/").content == b"ok"
