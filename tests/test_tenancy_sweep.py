"""No page of one organisation may show, or admit the existence of, another's rows. Every address, no exception."""

import pytest

from tests.factories import MembershipFactory, OrganisationFactory
from tests.sweep import REDIRECTS, ROUTES, rows_for, rows_of

every_route = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
routes_with_rows = pytest.mark.parametrize(
    "route",
    [
        route
        for route in ROUTES
        if set(route.parameters)
        - {"activity", "audience", "block", "chapter", "file_format", "indicator", "page", "technique", "year"}
    ],
    ids=lambda route: route.name,
)


@every_route
def test_anonymous_is_sent_to_sign_in(client, organisation, route):
    response = client.get(route.url("chastel", rows_for(organisation, route)))

    assert response.status_code == 302
    assert response["Location"].startswith("/compte/connexion/")


@every_route
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_finds_nothing(client, organisation, route, method):
    client.force_login(MembershipFactory().user)

    response = getattr(client, method)(route.url("chastel", rows_for(organisation, route)))

    assert response.status_code == 404


@routes_with_rows
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_row_of_another_organisation_is_not_found(logged_in, membership, route, method):
    membership.roles = ["coordinator", "manager"]
    membership.save()
    foreign = rows_for(OrganisationFactory(), route)

    response = getattr(logged_in, method)(route.url("chastel", foreign))

    assert response.status_code in {404, 405}
    other_method = {"get": "post", "post": "get"}[method]
    if response.status_code == 405:
        assert getattr(logged_in, other_method)(route.url("chastel", foreign)).status_code == 404


@every_route
def test_a_member_reaches_every_page(logged_in, organisation, membership, route):
    """The positive case: without it, the 404 above could come from a broken page. And a GET writes nothing."""
    membership.roles = ["coordinator", "manager"]
    membership.save()

    response = logged_in.get(route.url("chastel", rows_of(organisation)))

    response.close()
    expected = {200, 405} | ({302} if route.name in REDIRECTS else set())
    assert response.status_code in expected


@every_route
def test_a_post_with_nothing_in_it_is_answered(logged_in, organisation, membership, route):
    """A lost form, a double click, a robot: an answer in the hundreds people understand, never a crash."""
    membership.roles = ["coordinator", "manager"]
    membership.save()

    response = logged_in.post(route.url("chastel", rows_for(organisation, route)))

    assert response.status_code < 500
