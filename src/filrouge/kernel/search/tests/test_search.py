import datetime as dt
import uuid

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from filrouge.kernel import registry
from filrouge.kernel.registry import SearchDocument
from filrouge.kernel.search import checks, index, queries, services
from filrouge.kernel.search.models import Document
from filrouge.kernel.search.text import excerpt, highlight, stem, stems, terms_of
from filrouge.kernel.tenancy.models import Site
from filrouge.kernel.tenancy.scope import organisation_scope
from tests.factories import MembershipFactory, OrganisationFactory


class SiteProvider:
    """Sites stand for any row: their address is the body."""

    def document(self, row):
        if row.name == "Secret":
            return None
        return SearchDocument(
            title=row.name,
            body=row.address,
            url=f"/{row.pk}/",
            kind_label="Site",
            icon="building",
            capability="organisation.settings" if "réglages" in row.address else "work.view",
            happened_on=dt.date(2026, 1, 1),
        )

    def rows(self):
        return Site.objects.all()


@pytest.fixture(autouse=True)
def provider(monkeypatch):
    monkeypatch.setitem(registry.search._given, "tenancy.site", SiteProvider())


@pytest.fixture
def keep(in_organisation):
    def keep(name, address=""):
        site = Site.objects.create(name=name, address=address)
        services.refresh(site)
        return site

    return keep


def titles(membership, text, **options):
    return [hit.title for hit in queries.find(membership, text, **options)]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Réunions de l’équipe", "reunion"),
        ("Le kinésithérapeute d’Aubre", "kinesitherapeutes"),
        ("Protocole « plaies chroniques »", "plaie chronique"),
        ("Compte rendu nº 2026-014", "2026-014"),
        ("Vaccination antigrippale", "vaccinat"),
        ("Œdème du membre inférieur", "oedeme"),
        ("Œdème du membre inférieur", "œdèmes"),
        ("Coordination", "coo"),
        ("Labo de garde", "la"),
        ("D’Hérouville, Élodie", "herouville elodie"),
        ("L'année", "ANNÉES"),
    ],
)
def test_words_are_found_as_people_type_them(membership, keep, title, text):
    keep(title)
    keep("Tout autre chose")

    assert len(queries.find(membership, text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "«»",
        '"',
        "a OR b",
        "title:x",
        "x* NEAR(y)",
        "'; drop table search_document; --",
        "\0",
        "& | ! ( ) :*",
        "-",
    ],
)
def test_operators_are_only_words(membership, keep, text):
    keep("Réunion")

    assert queries.find(membership, text) == []
    assert list(queries.matching_ids("tenancy.site", text)) == []


def test_title_comes_before_body_then_the_rest(membership, keep):
    keep("Bilan", "On y parle de la grippe en passant, parmi beaucoup d’autres choses.")
    keep("Grippe", "Rien de plus.")

    assert [str(hit.title) for hit in queries.find(membership, "grippe")] == ["<mark>Grippe</mark>", "Bilan"]


def test_every_word_is_needed(membership, keep):
    keep("Plaies chroniques")
    keep("Plaies aiguës")

    assert titles(membership, "plaies aigues") == ["<mark>Plaies</mark> <mark>aiguës</mark>"]


def test_a_change_and_a_removal_are_seen_at_once(membership, keep):
    site = keep("Ancien nom", "rue des Lilas")
    site.name = "Nouveau nom"
    services.refresh(site)

    assert titles(membership, "ancien") == []
    assert titles(membership, "nouveau lilas") == ["<mark>Nouveau</mark> nom"]

    services.forget(site)
    assert titles(membership, "nouveau") == []
    assert Document.objects.count() == 0


def test_a_row_that_becomes_private_is_forgotten(membership, keep):
    site = keep("Public")
    site.name = "Secret"
    services.refresh(site)

    assert Document.objects.count() == 0


def test_hits_are_filtered_by_right(organisation, keep):
    keep("Bureau", "les réglages")
    keep("Bureau d’accueil", "")
    reader = MembershipFactory(organisation=organisation, roles=["professional"])

    assert titles(reader, "bureau") == ["<mark>Bureau</mark> d’accueil"]


def test_rights_are_applied_before_the_limit(organisation, keep, monkeypatch):
    monkeypatch.setattr(queries, "BATCH", 2)
    for number in range(5):
        keep(f"Bureau {number}", "les réglages")
    keep("Bureau", "bien plus loin, tout au bout de la liste, longtemps après les autres")
    reader = MembershipFactory(organisation=organisation, roles=["professional"])

    assert titles(reader, "bureau", limit=1) == ["<mark>Bureau</mark>"]


def test_another_organisation_finds_nothing(membership, keep):
    keep("Réunion")
    other = OrganisationFactory()
    stranger = MembershipFactory(organisation=other)

    with organisation_scope(other, switching=True):
        assert queries.find(stranger, "réunion") == []
        assert list(queries.matching_ids("tenancy.site", "réunion")) == []


def test_index_is_rolled_back_with_its_row(membership, keep):
    with transaction.atomic():
        keep("Réunion fantôme")
        transaction.set_rollback(True)

    assert queries.find(membership, "fantôme") == []


def test_matching_ids_narrows_a_list(keep):
    found = keep("Réunion de mars")
    keep("Autre")

    assert list(Site.objects.filter(pk__in=queries.matching_ids("tenancy.site", "reunions"))) == [found]
    assert list(queries.matching_ids("meetings.meeting", "reunions")) == []


@pytest.mark.parametrize("count", [1, 3, 300])
def test_find_costs_the_same_whatever_is_found(membership, keep, count, django_assert_num_queries):
    for number in range(count):
        keep(f"Réunion {number}")

    with django_assert_num_queries(2):
        assert len(queries.find(membership, "réunion", limit=20)) == min(count, 20)


def test_rebuild_makes_the_same_index(membership, organisation, keep, capsys):
    keep("Réunion", "ordre du jour")
    Site.objects.create(name="Jamais indexé")
    Document.objects.filter(title="Réunion").update(title="Périmé")

    call_command("search_rebuild", organisation="chastel")

    assert capsys.readouterr().out == "MSP du Chastel : 2 éléments dans l’index.\n"
    assert titles(membership, "jamais") == ["<mark>Jamais</mark> indexé"]
    assert titles(membership, "réunion jour") == ["<mark>Réunion</mark>"]


def test_deleting_an_organisation_deletes_its_words(membership, keep):
    keep("Réunion")
    Document.objects.all().delete()

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM search_index")
            assert cursor.fetchone() == (0,)


def test_raising_the_index_again_changes_nothing(membership, keep):
    keep("Réunion")

    index.lower_index()
    index.raise_index()

    assert titles(membership, "réunion") == ["<mark>Réunion</mark>"]


def test_highlight_escapes_what_people_wrote(db):
    terms = terms_of("réunion script")

    assert highlight('<script>alert("Réunions")</script>', terms) == (
        "&lt;<mark>script</mark>&gt;alert(&quot;<mark>Réunions</mark>&quot;)&lt;/<mark>script</mark>&gt;"
    )


def test_excerpt_shows_the_passage():
    body = "Un début sans rapport. " * 30 + "La kinésithérapeute parle. " + "Une suite sans rapport. " * 30

    passage = excerpt(body, terms_of("kinesitherapeutes"))

    assert passage.startswith("… ")
    assert passage.endswith(" …")
    assert "kinésithérapeute" in passage
    assert len(passage) < 200


def test_stems_are_kept_in_a_cache():
    stems("coordination coordination coordination")
    before = stem.cache_info().misses
    stems("coordination")

    assert stem.cache_info().misses == before


def test_this_python_can_search():
    assert checks.has_fts5()
    assert checks.check_fts5() == []


def test_nul_bytes_do_not_break_the_index(membership, keep):
    with organisation_scope(membership.organisation):
        services._create(
            "tenancy.site", Site(id=uuid.uuid4()), SearchDocument("a\0b", "c\0d", "/", "Site", "x", "work.view")
        )

    assert titles(membership, "ab") == ["<mark>ab</mark>"]
