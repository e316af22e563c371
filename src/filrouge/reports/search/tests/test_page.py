import pytest
from django.db import connection

from filrouge.kernel.search.services import refresh
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.work import services
from filrouge.kernel.work.tests.factories import TaskFactory
from tests.factories import MembershipFactory
from tests.htmx import assert_same_fragment, soup

FIND = "/chastel/recherche/"
QUERIES = 5  # session, account, memberships, ranks, documents
SCOPE = 4 if connection.vendor == "postgresql" else 0  # the savepoints and the setting of the wall


@pytest.fixture
def task(organisation, membership):
    with organisation_scope(organisation):
        return services.create_task(title="Commander les vaccins <grippe>", by=membership, detail="Avant octobre")


def results(response):
    return [link.decode_contents() for link in soup(response).select("#search-results a.fil-row-title")]


def test_words_found_are_marked(logged_in, task):
    response = logged_in.get(FIND, {"q": "vaccination grip"})

    assert results(response) == ["Commander les <mark>vaccins</mark> &lt;<mark>grippe</mark>&gt;"]
    assert [heading.get_text() for heading in soup(response).select("#search-results h2")] == ["Tâches"]
    assert soup(response).select_one("#search-results a")["href"] == f"/chastel/taches/{task.pk}/"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Cherchez dans toute la maison"),
        ("introuvable", "Rien ne correspond"),
        ("<script>alert(1)</script>", "Rien ne correspond"),
        ("x" * 300, "Cherchez dans toute la maison"),
    ],
)
def test_nothing_found_says_what_to_do(logged_in, task, text, sentence):
    response = logged_in.get(FIND, {"q": text})

    assert soup(response).select_one(".fil-empty-title").get_text() == sentence
    assert "<script>alert(1)" not in response.content.decode()


def test_the_fragment_is_the_page(logged_in, task):
    assert_same_fragment(logged_in, f"{FIND}?q=vaccins", "#search-results")


@pytest.mark.parametrize("count", [1, 3, 300])
def test_search_costs_the_same_whatever_is_found(logged_in, organisation, count, django_assert_num_queries):
    with organisation_scope(organisation):
        for number in range(count):
            refresh(TaskFactory(title=f"Vaccins {number}"))
    logged_in.get(FIND)

    with django_assert_num_queries(QUERIES + SCOPE):
        response = logged_in.get(FIND, {"q": "vaccin"})

    assert len(results(response)) == min(count, 50)


def test_somebody_without_right_finds_nothing(client, organisation, task):
    client.force_login(MembershipFactory(organisation=organisation, roles=["observer"]).user)

    response = client.get(FIND, {"q": "vaccins"})

    assert (response.status_code, results(response)) == (200, [])
