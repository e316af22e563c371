"""Papers handed in: counted once each, asked about when they are known, corrected, taken away, put back."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.registry import EvidenceItem, EvidenceOutcome
from filrouge.kernel.registry.gathered import proofs_of
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.aci import queries, services
from filrouge.modules.aci.engine import Mission, scale_of
from filrouge.modules.aci.enums import headings, kinds
from filrouge.modules.aci.models import Piece
from filrouge.modules.aci.tests.test_engine import RURAL
from tests.factories import AciPieceFactory, MembershipFactory, YearInputsFactory
from tests.htmx import soup

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def autumn(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC))


@pytest.fixture
def inside(organisation):
    with organisation_scope(organisation):
        yield organisation


def paper(name="Protocole plaies 2026-03-12.txt", content=b"plaies"):
    return SimpleUploadedFile(name, content)


def row_of(membership, inputs, code):
    return {row.code: row for row in queries.value_of(membership, inputs).rows}[code]


def address(name, *args):
    return reverse(f"aci:{name}", args=["chastel", *args])


def test_a_file_says_its_day_and_what_it_is(inside, membership):
    [piece] = services.hand_in(2026, "protocols", by=membership, uploads=[paper()], kind="protocol").kept

    assert (piece.title, piece.happened_on, piece.state) == ("Protocole plaies", dt.date(2026, 3, 12), "ready")
    [item] = proofs_of(membership, 2026)
    assert (item.key, item.indicator, item.fingerprint) == (f"aci:{piece.pk}", "protocols", piece.file.sha256)


def test_without_a_file_it_is_a_draft_and_without_a_note_nothing(inside, membership):
    with pytest.raises(ValidationError, match="Joignez le fichier"):
        services.hand_in(2026, "protocols", by=membership)

    [piece] = services.hand_in(2026, "protocols", by=membership, note="Classeur du bureau").kept
    assert (piece.state, piece.happened_on) == ("draft", dt.date(2026, 11, 20))


@pytest.mark.parametrize("wrong", [
    {"code": "unknown"}, {"code": "rcp_ipa"}, {"kind": "certificate"}, {"happened_on": dt.date(2031, 1, 1)},
])  # fmt: skip
def test_what_makes_no_sense_is_refused(inside, membership, wrong):
    said = {"code": "protocols"} | wrong
    with pytest.raises(ValidationError):
        services.hand_in(2026, said.pop("code"), by=membership, uploads=[paper()], **said)


def test_two_copies_for_four_protocols_secure_the_half(inside, membership):
    inputs = YearInputsFactory(year=2026, case=replace(RURAL, protocols=4))
    services.hand_in(2026, "protocols", by=membership, uploads=[paper(content=b"1"), paper(content=b"2")])
    row = row_of(membership, inputs, "protocols")

    assert (row.parts["secured"], row.parts["likely"], row.euros) == (Decimal(1400), Decimal(1400), Decimal(2800))
    assert (row.state, row.lacking, row.lacking_label) == ("likely", 2, "2\u00a0copies")


def test_the_same_file_twice_counts_once(inside, membership):
    inputs = YearInputsFactory(year=2026, case=replace(RURAL, protocols=2))
    for _time in range(2):
        services.hand_in(2026, "protocols", by=membership, uploads=[paper()], twice=True)

    assert row_of(membership, inputs, "protocols").lacking == 1


def test_trainees_and_missions_are_paid_as_their_papers_show(inside, membership):
    missions = (Mission("vaccination"), Mission("elderly"))
    inputs = YearInputsFactory(year=2026, case=replace(RURAL, trainees=2, public_health_missions=missions))
    services.hand_in(2026, "training", by=membership, uploads=[paper(content=b"a")])
    services.hand_in(2026, "public_health", by=membership, uploads=[paper(content=b"b")])
    rows = {row.code: row for row in queries.value_of(membership, inputs).rows}

    assert (rows["training"].parts["secured"], rows["training"].lacking) == (0, 1)  # one trainee alone pays nothing
    mission = rows["public_health"]
    assert (mission.parts["secured"] * 2, mission.lacking) == (mission.euros, 1)

    services.hand_in(2026, "training", by=membership, uploads=[paper(content=b"c")])
    assert row_of(membership, inputs, "training").state == "secured"


def test_the_minutes_of_a_meeting_are_not_a_copy_of_a_protocol(inside, membership, monkeypatch):
    def provider(_membership, _year):
        day = dt.date(2026, 5, 4)
        item = EvidenceItem("x:1", "Protocoles", "Réunion", "Protocoles", day, "/", "ready", indicator="protocols")
        return [replace(item, supporting=True), replace(item, key="x:2", supporting=False)]

    inputs = YearInputsFactory(year=2026, case=replace(RURAL, protocols=2))
    monkeypatch.setattr(registry.evidence, "_given", {"x": provider})
    assert row_of(membership, inputs, "protocols").lacking == 1


def test_a_draft_and_a_removed_paper_prove_nothing(inside, membership):
    inputs = YearInputsFactory(year=2026, case=RURAL)
    [piece] = services.hand_in(2026, "coordination", by=membership, uploads=[paper()]).kept
    assert row_of(membership, inputs, "coordination").state == "secured"

    services.correct_piece(piece, by=membership, state="draft")
    assert row_of(membership, inputs, "coordination").state == "likely"
    services.correct_piece(piece, by=membership, state="ready")
    services.remove_piece(piece, by=membership)
    assert row_of(membership, inputs, "coordination").state == "likely"
    services.restore_piece(piece, by=membership)
    assert row_of(membership, inputs, "coordination").state == "secured"


def test_a_known_file_waits_for_a_yes(inside, membership):
    [piece] = services.hand_in(2026, "protocols", by=membership, uploads=[paper()]).kept
    done = services.hand_in(2026, "training", by=membership, uploads=[paper("copie.txt"), paper("b.txt", b"autre")])

    assert [one.title for one in done.kept] == ["b"]
    assert [(twin.name, twin.proof.key) for twin in done.twins] == [("copie.txt", piece.key)]


def test_what_was_sent_stays(inside, membership, monkeypatch):
    [piece] = services.hand_in(2026, "protocols", by=membership, uploads=[paper()]).kept
    sent = {piece.key: EvidenceOutcome("sent", dt.date(2026, 11, 19))}
    monkeypatch.setattr(registry.evidence_outcomes, "_given", {"x": lambda _membership, _year: sent})

    for act in (
        lambda: services.remove_piece(piece, by=membership),
        lambda: services.correct_piece(piece, by=membership, upload=paper(content=b"autre")),
        lambda: services.correct_piece(piece, by=membership, code="training", kind=""),
    ):
        with pytest.raises(ValidationError, match="déjà partie"):
            act()
    assert services.correct_piece(piece, by=membership, note="Signé").note == "Signé"


def test_who_may_hand_in(inside):
    professional = MembershipFactory(organisation=inside, roles=["professional"])
    with pytest.raises(PermissionDenied):
        services.hand_in(2026, "rcp", by=professional, note="Classeur")


def test_every_indicator_that_asks_a_paper_says_what_it_may_be():
    known = {kind.indicator for kind in kinds()}
    assert known <= set(headings(2026))
    assert set(headings(2026)) - known == {"cooperation_protocols", "child_obesity"}  # no paper is asked
    assert all(one.number and one.short.isascii() for one in scale_of(2026).indicators.values())


def test_from_the_choice_to_the_proof_and_the_question(logged_in, organisation):
    page = soup(logged_in.get(f"{address('choose')}?annee=2026"))
    assert "Copie de chaque protocole" in page.get_text()
    form = address("hand_in", 2026, "protocols")
    assert page.select_one(f'a[href="{form}"]')

    assert logged_in.post(form, {"note": ""}).status_code == 422
    kept = logged_in.post(form, {"uploads": [paper(), paper("b.txt", b"b")], "kind": "protocol"})
    assert kept.url == f"{address('year')}?annee=2026#protocols"

    asked = logged_in.post(form, {"uploads": [paper("encore.txt")], "kind": "protocol", "next": "/chastel/preuves/"})
    question = soup(logged_in.get(asked.url))
    assert "Protocole plaies" in question.get_text()
    token = question.select_one("input[name=fichiers]")["value"]
    with organisation_scope(organisation):
        assert Piece.objects.count() == 2
    yes = logged_in.post(asked.url, {"fichiers": token, "next": "/chastel/preuves/"})
    assert yes.url == "/chastel/preuves/"
    with organisation_scope(organisation):
        assert sorted(Piece.objects.values_list("label", flat=True)) == ["Protocole plaies", "b", "encore"]


def test_the_name_of_a_file_is_read_like_what_is_typed(logged_in, organisation):
    form = address("hand_in", 2026, "protocols")
    refused = logged_in.post(form, {"uploads": [paper("Suivi de Mme Perrin.txt")]})
    assert (refused.status_code, "remplacez ce nom" in refused.content.decode()) == (422, True)

    marks = soup(refused).select_one("input[name=acknowledged]")["value"]
    again = {"uploads": [paper("Suivi de Mme Perrin.txt")], "acknowledged": marks}
    assert logged_in.post(form, again).status_code == 302


def test_once_corrected_one_goes_back_to_the_page_that_led_there(logged_in, organisation):
    with organisation_scope(organisation):
        page = AciPieceFactory(year=2026).get_absolute_url()
    came = logged_in.get(page, headers={"referer": "http://testserver/chastel/preuves/?annee=2026"})
    assert soup(came).select_one("input[name=next]")["value"] == "/chastel/preuves/?annee=2026"
    for wrong in ({"headers": {"referer": "http://exemple.fr/x"}}, {"data": {"next": "javascript:alert(1)"}}):
        elsewhere = logged_in.get(page, **wrong)
        assert soup(elsewhere).select_one("input[name=next]")["value"] == ""


def test_files_gone_meanwhile_are_asked_again_and_no_empty_proof_is_kept(logged_in, organisation):
    form = address("hand_in", 2026, "protocols")
    logged_in.post(form, {"uploads": [paper()]})
    asked = logged_in.post(form, {"uploads": [paper("encore.txt")]})
    token = soup(logged_in.get(asked.url)).select_one("input[name=fichiers]")["value"]
    with organisation_scope(organisation):
        Piece.objects.all().delete()
        StoredFile.objects.all().delete()

    assert logged_in.post(asked.url, {"fichiers": token}).url == form

    with organisation_scope(organisation):
        assert not Piece.objects.exists()


def test_the_question_of_another_page_is_not_answered(logged_in):
    address_of_question = f"{address('twins', 2026, 'protocols')}?fichiers=abc"
    assert logged_in.get(address_of_question).url == address("hand_in", 2026, "protocols")


def test_a_paper_is_corrected_removed_and_put_back_from_its_page(logged_in, organisation):
    with organisation_scope(organisation):
        piece = AciPieceFactory(year=2026)
    page = address("piece", piece.pk)
    said = {"code": "training", "happened_on": "2026-05-04", "label": "Stage infirmier", "note": "Classeur"}
    assert logged_in.post(page, said).url.endswith("#training")

    assert logged_in.post(address("piece_remove", piece.pk)).url == page
    assert "La remettre" in logged_in.get(page).content.decode()
    logged_in.post(address("piece_restore", piece.pk))
    with organisation_scope(organisation):
        kept = Piece.objects.get()
    assert (kept.code, kept.label, kept.removed_at) == ("training", "Stage infirmier", None)
