"""A piece that the CPAM refused: it secures nothing, and is replaced or withdrawn."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from filrouge.kernel import registry
from filrouge.kernel.registry import EvidenceOutcome
from filrouge.kernel.registry.gathered import proofs_of
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.aci import queries, services
from filrouge.modules.aci.forms import SendForm
from filrouge.modules.aci.models import DeclaredProof, Piece
from filrouge.modules.aci.pack import manifest_from
from filrouge.modules.aci.tests.test_declaration import hand_in, page, prepared, travel
from filrouge.modules.aci.tests.test_engine import RURAL
from tests.factories import YearInputsFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def january(monkeypatch):
    travel(monkeypatch, dt.date(2027, 1, 15))


@pytest.fixture
def inside(organisation):
    with organisation_scope(organisation):
        yield organisation


def protocols_of(membership, inputs):
    return {row.code: row for row in queries.value_of(membership, inputs).rows}["protocols"]


@pytest.fixture
def refused(inside, membership):
    """One protocol claimed, its one copy sent and refused."""
    inputs = YearInputsFactory(year=2026, case=replace(RURAL, protocols=1))
    hand_in(membership, "protocols", b"sans date")
    row = prepared(services.freeze(inputs, by=membership, anyway=True))
    row = services.send(row, by=membership, sent_on=dt.date(2027, 1, 15))
    [proof] = row.proofs.all()
    answer = services.Answer(dt.date(2027, 1, 15), refused={proof.pk: "Le protocole n’est pas daté"})
    services.keep_answer(row, answer, by=membership)
    return inputs


def test_a_refused_copy_secures_nothing_and_its_replacement_alone_counts(refused, membership):
    row = protocols_of(membership, refused)
    assert (row.parts["secured"], row.lacking_label) == (0, "1\u00a0copie")
    [item] = [one for one in queries.checklist_of(membership, refused, None).items if one.code == "protocols"]
    assert (item.is_refused_today, item.ready) == (True, [])
    assert [todo.label for todo in item.todo] == ["Déposer 1\u00a0copie"]
    services.hand_in(
        2026, "protocols", by=membership, uploads=[SimpleUploadedFile("Encore.txt", b"sans date")], twice=True
    )
    assert protocols_of(membership, refused).lacking == 1

    hand_in(membership, "protocols", b"dat\xc3\xa9", name="Corrige.txt")
    row = protocols_of(membership, refused)
    assert (row.parts["secured"], row.lacking) == (Decimal(700), 0)
    assert queries.checklist_of(membership, refused, None).ready == 1


def test_a_refused_piece_is_replaced_or_withdrawn_and_its_record_stays(refused, membership):
    piece = Piece.objects.get()
    piece = services.correct_piece(piece, by=membership, upload=SimpleUploadedFile("Date.txt", b"date"))
    assert protocols_of(membership, refused).parts["secured"] == 700
    assert queries.outcome_of(membership, piece) is None

    services.remove_piece(piece, by=membership)
    assert protocols_of(membership, refused).lacking == 1
    record = DeclaredProof.objects.get()
    assert (record.state, record.words) == ("refused", "Le protocole n’est pas daté")


def test_the_page_of_a_refused_piece_says_what_to_do_and_the_year_what_lacks(refused, logged_in):
    assert "Remplacez son fichier" in logged_in.get(Piece.objects.get().get_absolute_url()).content.decode()
    year = page(logged_in, "year", query="?annee=2026").content.decode()
    assert "Il manque : 1\u00a0copie à déposer" in year


def test_the_pack_and_the_vault_give_the_same_names(inside, membership):
    inputs = YearInputsFactory(year=2026, case=RURAL)
    hand_in(membership, "protocols", b"un", name="Plaies")
    services.hand_in(2026, "protocols", by=membership, uploads=[SimpleUploadedFile("Plaies.txt", b"deux")])
    row = services.freeze(inputs, by=membership, anyway=True)
    expected = queries.expected_names(2026, proofs_of(membership, 2026))
    packed = {one.key: one.name for one in manifest_from(row.manifest).proofs}

    assert packed == expected
    assert {name.rpartition(".")[2] for name in packed.values()} == {"txt"}


def test_how_it_was_sent_names_no_patient(inside):
    assert "how" in SendForm({"sent_on": "2027-01-15", "how": "Remis par Mme Perrin"}).errors


def test_a_refused_calendar_of_the_rcp_shows_none_of_them(inside, membership, monkeypatch):
    """Money at stake: the year is worth what the house has seen, as on the page of the year."""
    inputs = YearInputsFactory(year=2027, case=replace(RURAL, year=2027))
    piece = services.keep_piece(inputs, "rcp", by=membership, file=SimpleUploadedFile("rcp.txt", b"sans date"))
    assert "rcp" not in at_stake(membership)
    told = {piece.key: EvidenceOutcome("refused", dt.date(2027, 1, 15), fingerprint=piece.file.sha256, indicator="rcp")}
    monkeypatch.setattr(registry.evidence_outcomes, "_given", {"test": lambda _membership, _year: told})

    assert "rcp" in at_stake(membership)
    assert {row.code: row for row in queries.value_of(membership, inputs).rows}["rcp"].parts["secured"] == 0


def at_stake(membership):
    return [one.url.partition("#")[2] for one in registry.stakes.get("aci")(membership)]
