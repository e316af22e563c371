import datetime as dt
import uuid

import pytest
from django.db import connection
from django.utils import timezone

from filrouge.kernel.links import services
from filrouge.kernel.links.models import Link
from filrouge.kernel.tenancy.scope import organisation_scope
from tests.factories import MembershipFactory, OrganisationFactory, PersonFactory
from tests.htmx import assert_same_fragment, soup

LIST = "/chastel/lien/"
LIST_QUERIES = 5  # session, account, memberships, count, rows
SCOPE = 4 if connection.vendor == "postgresql" else 0  # the savepoints and the setting of the wall


@pytest.fixture
def issue(organisation):
    def issue(last_name="Noël", days=7, organisation=organisation):
        with organisation_scope(organisation):
            return services.issue(
                person=PersonFactory(first_name="Ana", last_name=last_name),
                purpose="work.task",
                object_id=uuid.uuid4(),
                expires_at=timezone.now() + dt.timedelta(days=days),
            )

    return issue


def names(response):
    return [link.get_text() for link in soup(response).select("#link-rows .fil-row-title")]


def test_only_links_that_work_are_listed(logged_in, issue):
    issue("Roux")
    issue("Expiré", days=-1)

    response = logged_in.get(LIST)

    assert names(response) == ["Ana Roux"]
    assert "tâche confiée" in response.content.decode()
    assert names(logged_in.get(LIST, {"q": "roux ana"})) == ["Ana Roux"]
    assert names(logged_in.get(LIST, {"q": "noel"})) == []
    assert_same_fragment(logged_in, LIST, "#link-rows")


def test_an_hour_that_was_not_kept_is_not_made_up(logged_in, issue):
    for name, used_after in (("Avant", dt.timedelta()), ("Depuis", dt.timedelta(hours=1)), ("Jamais", None)):
        link = issue(name)
        link.first_used_at = None if used_after is None else link.created_at + used_after
        with organisation_scope(link.organisation):
            link.save()

    cells = soup(logged_in.get(LIST)).select('[data-label="Première réponse"]')

    never, since, before = [cell.get_text() for cell in cells]  # the latest first
    assert (never, before) == ("pas encore", "répondu, heure non gardée")
    assert " h " in since.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_token_is_never_shown(logged_in, issue):
    link = issue()
    with organisation_scope(link.organisation):
        token = services.url_of(link).rstrip("/").rpartition("/")[2]

    assert token not in logged_in.get(LIST).content.decode()


def test_a_link_is_taken_back(logged_in, organisation, issue):
    link = issue()

    page = logged_in.post(LIST, {"link": link.pk}, follow=True)

    assert "Le lien est retiré" in page.content.decode()
    assert names(page) == []
    with organisation_scope(organisation):
        assert Link.objects.get().revoked_at is not None


def test_a_wrong_choice_changes_nothing(logged_in, issue):
    elsewhere = issue(organisation=OrganisationFactory())

    assert "Choisissez le lien à retirer." in logged_in.post(LIST, {"link": "x"}, follow=True).content.decode()
    assert logged_in.post(LIST, {"link": elsewhere.pk}).status_code == 404


def test_only_the_coordination_manages_links(client, organisation):
    client.force_login(MembershipFactory(organisation=organisation, roles=["manager"]).user)

    assert client.get(LIST).status_code == 403


@pytest.mark.parametrize("count", [1, 3, 300])
def test_list_costs_the_same_whatever_its_length(logged_in, issue, count, django_assert_num_queries):
    for _ in range(count):
        issue()
    logged_in.get(LIST)

    with django_assert_num_queries(LIST_QUERIES + SCOPE):
        response = logged_in.get(LIST)

    assert len(names(response)) == min(count, 50)
