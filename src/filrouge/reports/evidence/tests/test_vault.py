"""Proofs under their indicator: what became of them, their twins, what lacks, their names, what the address filters."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.registry import EvidenceItem, EvidenceOutcome, ProofGuide, ProofHeading
from filrouge.reports.evidence import queries
from filrouge.reports.evidence.queries import Asked
from tests.htmx import soup

pytestmark = pytest.mark.django_db

HEADINGS = [
    ProofHeading(
        "protocols", "2.2", "Protocoles", "Travail en équipe", ["Copie de chaque protocole"], "2 copies", "/d/"
    ),
    ProofHeading("sas", "1.8", "SAS", "Accès aux soins", ["Liste des médecins"]),
    ProofHeading("plan", "1.2a", "Plan de crise", "Accès aux soins", ["Copie du plan"], "1 pièce"),
]


def item(key, code="protocols", state="ready", **told):
    told = {"label": f"Preuve {key}", "kind": "Protocole", "fingerprint": f"f{key}", "day": dt.date(2026, 3, 12)} | told
    return EvidenceItem(key, "Axe de la pièce", told.pop("kind"), told.pop("label"), told.pop("day"), f"/{key}/", state,
                        indicator=code, **told)  # fmt: skip


@pytest.fixture(autouse=True)
def autumn(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC))


@pytest.fixture
def given(monkeypatch):
    """The proofs, what became of them and how they are arranged, as the rooms would say."""

    def give(*items, outcomes=()):
        def guide(_membership, _year, found):
            return ProofGuide(
                HEADINGS, {one.key: f"2.2_{one.key}.pdf" for one in found if one.file_url}, "/deposer/?a=1"
            )

        monkeypatch.setattr(registry.evidence, "_given", {"t": lambda _m, _y: list(items)})
        monkeypatch.setattr(registry.evidence_outcomes, "_given", {"t": lambda _m, _y: dict(outcomes)})
        monkeypatch.setattr(registry.proof_guides, "_given", {"t": guide})

    return give


def page_of(client, **address):
    return soup(client.get(reverse("evidence:list", args=["chastel"]), {"annee": 2026} | address))


def test_proofs_stand_under_their_indicator_in_the_order_of_the_guide(given, membership):
    given(item("b", day=dt.date(2026, 5, 1)), item("a"), item("c", code=""))
    vault = queries.vault_of(membership, 2026)

    assert [(group.heading.label, [proof.item.key for proof in group.proofs]) for group in vault.groups] == [
        ("Protocoles", ["a", "b"]),
        ("Plan de crise", []),  # it lacks a paper; the SAS asks for none and has none
        ("Axe de la pièce", ["c"]),
    ]
    assert [axis.title for axis in vault.axes] == ["Travail en équipe", "Accès aux soins", "Sans indicateur"]


def test_the_report_counts_documents_as_the_vault_does_without_asking_what_lacks(given, membership, monkeypatch):
    refused = {"c": EvidenceOutcome("refused", dt.date(2026, 11, 2))}
    given(item("a", fingerprint="same"), item("b", fingerprint="same"), item("c"), item("d", state="draft"),
          item("e", code=""), outcomes=refused)  # fmt: skip
    vault = queries.vault_of(membership, 2026)
    asked = []
    monkeypatch.setattr(registry.proof_guides, "_given", {"t": lambda *given: asked.append(given) or ProofGuide()})

    assert queries.held_in(membership, 2026) == vault.number_of(*queries.HELD) == 2
    assert asked == []


def test_the_same_document_is_flagged_and_counted_once(given, membership):
    given(item("a", fingerprint="same"), item("b", fingerprint="same", day=dt.date(2026, 4, 1)), item("c"))
    vault = queries.vault_of(membership, 2026)

    assert vault.ready == 2
    assert [proof.twin and proof.twin.key for proof in vault.proofs] == [None, None, "a"]


def test_what_the_cpam_said_stands_over_the_state_of_the_room(given, membership, logged_in):
    refused = EvidenceOutcome("refused", dt.date(2026, 11, 2), "Date illisible", "/declaration/")
    given(item("a"), item("b"), outcomes={"a": refused})
    vault = queries.vault_of(membership, 2026)

    assert (vault.ready, vault.sent, vault.refused) == (1, 1, 1)
    page = page_of(logged_in, etat="refused")
    assert "Date illisible" in page.get_text()
    assert len(page.select("#preuves li")) == 1


@pytest.mark.parametrize(("asked", "keys"), [
    (Asked(state="draft"), ["b"]),
    (Asked(kind="Facture"), ["c"]),
    (Asked(text="protocole PRÉUVE a"), ["a"]),
    (Asked(indicator="sas"), ["c"]),
    (Asked(state="doublon"), ["d"]),
    (Asked(state="sent"), []),
])  # fmt: skip
def test_the_address_filters(given, membership, asked, keys):
    given(item("a", fingerprint="1"), item("b", state="draft"), item("c", code="sas", kind="Facture"),
          item("d", fingerprint="1"))  # fmt: skip
    vault = queries.filtered(queries.vault_of(membership, 2026), asked)

    assert [proof.item.key for proof in vault.proofs] == keys


def test_what_lacks_is_shown_with_where_it_is_handed_in(given, logged_in):
    given(item("a", file_url="/f/"))
    page = page_of(logged_in)

    assert "il manque 2 copies" in page.get_text()
    assert page.select_one('a[href="/d/?next=/chastel/preuves/%3Fannee%3D2026"]')
    assert "2.2_a.pdf" in page.get_text()
    missing = page_of(logged_in, etat="missing")
    assert [title.get_text(strip=True) for title in missing.select("h3")] == ["2.2 Protocoles", "1.2a Plan de crise"]


def test_the_sheet_follows_the_filters_and_says_what_lacks(given, logged_in):
    given(item("a"), item("b", state="draft"))
    address = reverse("evidence:export", args=["chastel", "csv"])
    sheet = logged_in.get(address, {"annee": 2026, "etat": "missing"}).content.decode("utf-8-sig")

    assert [line.split(";")[5] for line in sheet.splitlines()[1:]] == ["Il manque : 2 copies", "Il manque : 1 pièce"]


def test_an_empty_year_leads_to_the_first_proof(logged_in):
    page = page_of(logged_in)

    assert page.select_one(f'.fil-empty a[href^="{reverse("aci:choose", args=["chastel"])}"]')


def test_a_year_before_the_scale_shows_its_proofs_and_takes_none(logged_in):
    page = page_of(logged_in, annee=2019)

    assert "Aucune preuve pour cette année" in page.get_text()
    assert not page.select('a[href*="/deposer/"]')


def test_twins_take_what_became_of_their_document_and_gathered_papers_are_those_asked(given, membership):
    sent = EvidenceOutcome("sent", dt.date(2026, 11, 2), fingerprint="same", indicator="protocols")
    given(item("a", fingerprint="same"), item("b", fingerprint="same"), item("c", supporting=True), item("d"),
          outcomes={"a": sent})  # fmt: skip
    vault = queries.vault_of(membership, 2026)

    assert (vault.ready, vault.sent, queries.held_in(membership, 2026)) == (1, 1, 2)
