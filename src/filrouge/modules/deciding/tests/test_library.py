import pytest
from django.urls import reverse

from filrouge.kernel.privacy.scanner import scan
from filrouge.modules.deciding import queries
from filrouge.modules.deciding.enums import Method, Purpose
from filrouge.modules.meetings.enums import ItemKind
from tests.factories import AgendaItemFactory, MembershipFactory
from tests.htmx import assert_same_fragment, soup

LIST_QUERIES = 3  # session, account, memberships: the library is a file


def url(name, *args):
    return reverse(f"deciding:{name}", args=["chastel", *args])


@pytest.mark.parametrize("technique", queries.techniques().values(), ids=lambda one: one.code)
def test_a_technique_says_everything_that_is_asked_of_it(technique):
    written = (technique.name, technique.what_for, technique.when, technique.not_when, technique.material)

    assert all(text.strip() for text in (*written, technique.phones, *technique.steps))
    assert len(technique.steps) >= 3
    assert 1 < technique.people[0] < technique.people[1]
    assert 0 < technique.minutes[0] < technique.minutes[1]
    assert technique.purposes
    assert technique.sequence in {"", *queries.sequence_plans()}
    assert technique.method in {"", *Method.values}
    assert scan("\n".join((*written, *technique.steps))) == []


def test_every_purpose_has_several_techniques():
    counts = {purpose: len(queries.find_techniques(purpose=purpose)) for purpose in Purpose}

    assert len(queries.techniques()) >= 20
    assert min(counts.values()) >= 3


@pytest.mark.parametrize("plan", queries.sequence_plans().values(), ids=lambda one: one.code)
def test_a_sequence_tells_everybody_what_to_do_at_each_step(plan):
    for step in plan.steps:
        assert all(text.strip() for text in (step.title, step.facilitator, step.phones, step.projector))
        assert step.minutes > 0
        assert bool(step.families) is (step.capture == "families")


def test_the_six_sequences_of_the_trade_are_there():
    assert set(queries.sequence_plans()) == {"round", "one-two-four", "hats", "fishbone", "retrospective", "premortem"}


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"q": "dysfonctionnement"}, ["cinq-pourquoi"]),
        ({"q": "PRÉSENTATIONS croisees"}, ["presentations-croisees"]),
        ({"purpose": "sort", "people": 40}, ["gommettes", "parking", "classement"]),
        ({"purpose": "start", "minutes": 5}, ["tour-de-parole", "meteo"]),
        ({"q": "licorne"}, []),
    ],
)
def test_the_library_is_searched_by_words_use_size_and_time(filters, expected):
    assert {one.code for one in queries.find_techniques(**filters)} == set(expected)


@pytest.mark.parametrize("kind", ItemKind.values)
def test_a_point_of_the_agenda_is_given_a_few_ideas_that_fit(kind):
    found = queries.suggest(kind, people=12, minutes=20)

    assert 1 <= len(found) <= 3
    assert all(one.fits(people=12, minutes=20) for one in found)


@pytest.mark.django_db
def test_the_list_asks_the_database_nothing(logged_in, page_queries):
    with page_queries(LIST_QUERIES):
        response = logged_in.get(url("techniques"))

    assert len(soup(response).select(".fil-methods > li")) == len(queries.techniques())


@pytest.mark.django_db
def test_the_rows_are_the_same_by_htmx(logged_in):
    assert_same_fragment(logged_in, url("techniques") + "?purpose=sort", "#technique-rows")


@pytest.mark.django_db
def test_filters_that_make_no_sense_are_ignored(logged_in):
    response = logged_in.get(url("techniques"), {"people": "douze", "purpose": "rien", "minutes": "-1"})

    assert len(soup(response).select(".fil-methods > li")) == len(queries.techniques())


@pytest.mark.django_db
def test_a_technique_leads_to_what_prepares_it_under_a_point(logged_in, organisation):
    item = AgendaItemFactory(organisation=organisation, meeting__organisation=organisation)

    page = soup(logged_in.get(url("technique", "consentement")))
    answer = logged_in.get(url("technique_run", "consentement"), {"point": item.pk})

    assert page.select_one(f"option[value='{item.pk}']") is not None
    assert answer["Location"] == f"{url('ballot_create', item.pk)}?mode=consent"


@pytest.mark.django_db
def test_a_professional_reads_the_technique_and_does_not_launch_it(client, organisation):
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)

    page = soup(client.get(url("technique", "consentement")))

    assert "Comment faire" in page.get_text()
    assert not page.select("main form, aside form")
    assert client.get(url("technique_run", "consentement")).status_code == 403


@pytest.mark.django_db
def test_the_booklet_is_a_document(logged_in):
    assert logged_in.get(url("techniques_pdf")).content.startswith(b"%PDF-")


@pytest.mark.django_db
def test_a_technique_that_does_not_exist_is_not_found(logged_in):
    assert logged_in.get(url("technique", "hypnose")).status_code == 404
