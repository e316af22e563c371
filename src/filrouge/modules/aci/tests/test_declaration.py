import datetime as dt
import io
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.files import services as files
from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.identifiers.formats import format_am
from filrouge.kernel.jobs.worker import run_waiting
from filrouge.kernel.people.enums import Status
from filrouge.kernel.people.models import Engagement
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.aci import queries, services
from filrouge.modules.aci.engine import Crisis
from filrouge.modules.aci.models import Declaration
from filrouge.modules.aci.services import packing
from filrouge.modules.aci.tests.test_engine import RURAL
from tests.factories import DeclarationFactory, MembershipFactory, PersonFactory, YearInputsFactory
from tests.htmx import soup

pytestmark = pytest.mark.django_db
QUERIES = 18
PIECES = ("opening", "coordination", "protocols", "is_standard")


@pytest.fixture(autouse=True)
def january(monkeypatch):
    travel(monkeypatch, dt.date(2027, 1, 15))


def travel(monkeypatch, day):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime.combine(day, dt.time(9), dt.UTC))


@pytest.fixture
def inside(organisation):
    with organisation_scope(organisation):
        yield organisation


@pytest.fixture
def year(inside, membership):
    """2026, with a paper for four indicators."""
    inputs = YearInputsFactory(year=2026, case=RURAL)
    for code in PIECES:
        hand_in(membership, code, f"{code} papier".encode())
    return inputs


def hand_in(membership, code, content, name="Papier.txt"):
    services.hand_in(2026, code, by=membership, uploads=[SimpleUploadedFile(name, content)])


@pytest.fixture
def frozen(year, membership):
    return services.freeze(year, by=membership, anyway=True)


@pytest.fixture
def packed(frozen):
    return prepared(frozen)


@pytest.fixture
def sent(packed, membership):
    return services.send(packed, by=membership, sent_on=dt.date(2027, 1, 15), how="amelipro")


def prepared(declaration):
    packing.prepare_pack.call(str(declaration.organisation_id), str(declaration.pk))
    return Declaration.objects.get(pk=declaration.pk)


def members_of(declaration):
    with zipfile.ZipFile(io.BytesIO(files.read(declaration.pack))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def page(client, name, *arguments, query=""):
    return client.get(reverse(f"aci:{name}", args=["chastel", *arguments]) + query)


def test_the_checklist_says_what_would_be_refused_today(year, membership):
    checklist = queries.checklist_of(membership, year, None)
    refused = {item.code for item in checklist.refused}

    assert "users" in refused
    assert not refused & {"opening", "coordination"}
    assert checklist.refused_euros == sum(item.at_risk for item in checklist.refused) > 0
    assert any("Déposer" in todo.label for item in checklist.refused for todo in item.todo)
    assert [item.number for item in checklist.items] == sorted(item.number for item in checklist.items)


def test_reading_over_is_kept_with_its_reader_and_taken_back(year, membership):
    services.review(2026, "rcp", by=membership, done=True)
    row = services.review(2026, "protocols", by=membership, done=True)
    assert set(row.reviewed) == {"rcp", "protocols"}
    assert row.reviewed["rcp"] == {"by": str(membership.user), "on": "2027-01-15"}

    services.review(2026, "rcp", by=membership, done=False)
    assert set(queries.in_preparation(2026).reviewed) == {"protocols"}


def test_freezing_says_what_is_missing_and_asks(year, membership):
    with pytest.raises(ValidationError, match="Des preuves manquent"):
        services.freeze(year, by=membership)

    row = services.freeze(year, by=membership, anyway=True)
    assert (row.version, row.state, row.computed) == (1, "frozen", Decimal(68530))


def test_a_year_is_not_frozen_before_its_campaign(year, membership, monkeypatch):
    travel(monkeypatch, dt.date(2026, 10, 3))

    with pytest.raises(ValidationError, match="s’ouvre le mardi 1er"):
        services.freeze(year, by=membership, anyway=True)


def test_the_rehearsal_proposes_nothing_that_would_be_refused(logged_in, year, monkeypatch):
    address = reverse("aci:declaration_freeze", args=["chastel", 2026])
    assert address in page(logged_in, "declaration").content.decode()
    travel(monkeypatch, dt.date(2026, 11, 20))
    assert address not in page(logged_in, "declaration", query="?annee=2026").content.decode()
    early = soup(logged_in.get(address))
    assert "s’ouvre le" in early.get_text(" ", strip=True)
    assert early.select_one("main form[method=post]") is None


def test_a_year_that_misses_a_prerequisite_is_frozen_only_on_purpose(inside, membership):
    inputs = YearInputsFactory(year=2026, case=replace(RURAL, crisis=Crisis(plan=False)))
    with pytest.raises(ValidationError):
        services.freeze(inputs, by=membership)

    assert services.freeze(inputs, by=membership, anyway=True).computed == 0


def test_what_is_frozen_does_not_follow_the_year(packed, membership):
    before = members_of(packed)
    services.keep_year(2026, by=membership, facts={"protocols": 1, "patients": 100})
    hand_in(membership, "users", b"questionnaire")
    again = Declaration.objects.get(pk=packed.pk)

    assert (again.manifest, again.computed, members_of(again)) == (packed.manifest, packed.computed, before)
    for act in (
        lambda: services.send(again, by=membership, sent_on=dt.date(2026, 1, 1)),
        lambda: services.prepare_again(again, by=membership),
        lambda: services.keep_answer(again, services.Answer(dt.date(2027, 1, 15)), by=membership),
        lambda: services.add_step(again, by=membership, on=dt.date(2027, 1, 15), words="Courrier"),
    ):
        with pytest.raises(ValidationError):
            act()


def test_the_database_keeps_a_frozen_declaration_whole(packed):
    for changes in ({"fingerprint": ""}, {"manifest": None}, {"frozen_at": None}, {"state": "sent"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Declaration.objects.filter(pk=packed.pk).update(**changes)


def test_a_manifest_that_was_altered_makes_no_pack(frozen):
    Declaration.objects.update(manifest=frozen.manifest | {"total": "99999.00"})

    assert "n’a plus son empreinte" in prepared(frozen).pack_trouble


def test_the_pack_holds_the_pieces_under_their_names_and_the_lists(year, membership):
    associate = PersonFactory(am_number="381012345")
    Engagement.objects.create(person=associate, status=Status.ASSOCIATE, starts_on=dt.date(2020, 1, 1))
    row = prepared(services.freeze(year, by=membership, anyway=True))
    members = members_of(row)

    assert {"index.pdf", "liste-des-associes.pdf", "manifest.json", "empreintes.sha256"} <= set(members)
    assert members["2.1_Coordination/2.1_Coordination_2026-12-31_papier.txt"] == b"coordination papier"
    [listing] = [one for one in row.manifest["listings"] if one["name"] == "liste-des-associes.pdf"]
    assert listing["rows"][0][1:3] == [associate.formal_name, format_am("381012345")]


def test_the_worker_prepares_the_pack_that_freezing_asked_for(frozen):
    assert run_waiting() == 1

    row = Declaration.objects.get(pk=frozen.pk)
    assert (row.pack.pk, row.pack.frozen, row.pack_done) == (frozen.pk, True, len(PIECES))


def test_two_runs_make_one_pack_and_the_same_bytes(packed):
    first = files.read(packed.pack)
    assert prepared(packed).pack_id == packed.pack_id
    assert StoredFile.objects.filter(name__endswith=".zip").count() == 1

    Declaration.objects.update(pack=None)
    path = packed.pack.path
    StoredFile.objects.filter(pk=packed.pack_id).delete()
    again = prepared(packed)
    assert (files.read(again.pack), again.pack.path) == (first, path)


def test_a_piece_that_changed_stops_the_pack_which_starts_again_once_it_is_put_right(frozen, membership):
    piece = StoredFile.objects.get(sha256=frozen.manifest["claims"][1]["proofs"][0]["sha256"])
    content = files.read(piece)
    default_storage.delete(piece.path)
    with default_storage.open(piece.path, "wb") as stream:
        stream.write(b"autre chose")
    row = prepared(frozen)
    assert row.pack is None
    assert "1.1_Horaires" in row.pack_trouble

    with default_storage.open(piece.path, "wb") as stream:
        stream.write(content)
    services.prepare_again(row, by=membership)
    run_waiting()
    assert Declaration.objects.get(pk=row.pk).pack_id


def test_a_correction_is_a_new_version_and_the_old_one_stays(packed, membership, year):
    with pytest.raises(ValidationError, match="Rien n’a changé"):
        services.freeze(year, by=membership, anyway=True, reason="Pour voir")
    hand_in(membership, "users", b"questionnaire")
    with pytest.raises(ValidationError, match="ce que cette version corrige"):
        services.freeze(year, by=membership, anyway=True)
    second = prepared(services.freeze(year, by=membership, anyway=True, reason="Le questionnaire"))

    assert [row.version for row in queries.frozen_versions(2026)] == [2, 1]
    assert set(members_of(second)) - set(members_of(packed)) == {"1.7_Usagers/1.7_Usagers_2026-12-31_papier.txt"}
    assert "manifest.json" in members_of(packed)


def test_a_declaration_is_sent_once_its_pack_is_ready(frozen, membership):
    with pytest.raises(ValidationError, match="Attendez"):
        services.send(frozen, by=membership, sent_on=dt.date(2027, 1, 15))
    with pytest.raises(ValidationError, match="date d’envoi"):
        services.send(prepared(frozen), by=membership, sent_on=dt.date(2027, 1, 16))


def test_each_piece_is_followed_from_sent_to_refused(sent, membership):
    outcomes = registry.evidence_outcomes.get("aci")
    assert {one.state for one in outcomes(membership, 2026).values()} == {"sent"}
    refused = sent.proofs.get(indicator="protocols")
    line = sent.lines.get(code="protocols")
    answer = services.Answer(
        dt.date(2027, 1, 15),
        notified=Decimal("67830"),
        lines={line.pk: services.Said(line.computed - 700, "Protocole non daté")},
        refused={refused.pk: "Le protocole n’est pas daté"},
    )
    row = services.keep_answer(sent, answer, by=membership)

    told = outcomes(membership, 2026)
    assert (told[refused.key].state, told[refused.key].said) == ("refused", "Le protocole n’est pas daté")
    assert sorted(one.state for one in told.values()) == ["accepted"] * 3 + ["refused"]
    assert (row.difference, queries.unexplained(row)) == (Decimal(-700), Decimal(0))


def test_a_refusal_is_told_in_the_words_of_the_cpam(sent, membership):
    with pytest.raises(ValidationError, match="Dites pourquoi"):
        services.keep_answer(
            sent, services.Answer(dt.date(2027, 1, 15), refused={sent.proofs.first().pk: " "}), by=membership
        )


def test_a_dispute_is_followed_until_it_is_closed(sent, membership):
    row = services.keep_answer(sent, services.Answer(dt.date(2027, 1, 15)), by=membership)
    due = dt.date(2027, 3, 1)
    services.add_step(row, by=membership, on=dt.date(2027, 1, 15), words="Courrier recommandé", due=due)
    assert [one.due_on for one in registry.deadlines.get("aci")(membership)] == [due]

    services.close_dispute(row, by=membership)
    assert list(registry.deadlines.get("aci")(membership)) == []
    with pytest.raises(ValidationError):
        services.close_dispute(row, by=membership)


def test_the_sending_is_a_deadline_until_it_is_done(year, membership):
    [deadline] = registry.deadlines.get("aci")(membership)
    assert (deadline.due_on, deadline.label) == (dt.date(2027, 1, 31), "Envoyer la déclaration ACI 2026")

    row = prepared(services.freeze(year, by=membership, anyway=True))
    services.send(row, by=membership, sent_on=dt.date(2027, 1, 15))
    assert list(registry.deadlines.get("aci")(membership)) == []


def test_who_may_see_and_who_may_act(packed, year):
    professional = MembershipFactory(organisation=packed.organisation, roles=["professional"])
    for act in (
        lambda: services.freeze(year, by=professional, anyway=True),
        lambda: services.review(2026, "rcp", by=professional, done=True),
        lambda: services.send(packed, by=professional, sent_on=dt.date(2027, 1, 15)),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert packed.pack.capability == "aci.keep"


def test_the_page_shows_the_campaign_that_runs_and_what_to_copy(logged_in, year):
    text = soup(page(logged_in, "declaration")).get_text(" ", strip=True)

    assert "Déclaration ACI 2026" in text
    assert "ouverte jusqu’au" in text
    assert "Refusé aujourd’hui" in text
    assert "D’abord les prérequis" in text


@pytest.mark.parametrize("asked", ["?annee=2026", "?annee=2021", "?annee=x"])
def test_a_year_without_anything_and_a_year_without_scale_open(logged_in, organisation, asked):
    assert "Rien n’est encore saisi" in page(logged_in, "declaration", query=asked).content.decode()


def test_a_number_is_copied_without_its_spaces(logged_in, inside):
    YearInputsFactory(year=2026, case=replace(RURAL, patients=12345))
    copied = [one["data-copy"] for one in soup(page(logged_in, "declaration")).select("#annee [data-copy]")]

    assert copied[0] == "12345"


def test_the_page_asks_as_much_whatever_the_pieces(logged_in, year, membership, page_queries):
    with page_queries(QUERIES):
        page(logged_in, "declaration")
    for rank in range(5):
        hand_in(membership, "users", f"questionnaire {rank}".encode())
    with page_queries(QUERIES):
        page(logged_in, "declaration")


def test_the_tick_is_answered_alone_with_the_progress(logged_in, year):
    address = reverse("aci:declaration_review", args=["chastel", 2026, "rcp"])
    answer = soup(logged_in.post(address, {"done": "1"}, headers={"HX-Request": "true"}))

    assert answer.select_one("#relu-rcp") is not None
    assert answer.select_one("#relecture progress")["value"] == "1"


@pytest.mark.parametrize(
    ("year_asked", "code", "said"),
    [(2031, "rcp", "L’année 2031 n’est pas encore saisie"), (2026, "none", "n’est pas du barème de cette année")],
)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_a_tick_that_cannot_be_is_told_in_the_page(logged_in, year, year_asked, code, said, headers):
    address = reverse("aci:declaration_review", args=["chastel", year_asked, code])
    answer = logged_in.post(address, {"done": "1"}, headers=headers)

    assert (answer.headers.get("HX-Redirect") or answer.url).startswith("/chastel/aci/declaration/?annee=")
    assert said in page(logged_in, "declaration").content.decode()


def test_a_tick_is_kept_when_the_year_no_longer_computes(logged_in, year):
    year.facts |= {"rcp": {"files": -1}}
    year.save()
    address = reverse("aci:declaration_review", args=["chastel", 2026, "rcp"])
    assert logged_in.post(address, {"done": "1"}, headers={"HX-Request": "true"}).headers["HX-Redirect"]

    shown = soup(page(logged_in, "declaration"))
    assert "Modifier l’année" in shown.get_text(" ", strip=True)
    with organisation_scope(year.organisation):
        assert set(queries.in_preparation(2026).reviewed) == {"rcp"}


def test_from_freezing_to_the_dispute_in_the_pages(logged_in, year):
    address = reverse("aci:declaration_freeze", args=["chastel", 2026])
    assert logged_in.post(address).status_code == 422
    frozen = logged_in.post(address, {"anyway": "on"})
    row = Declaration.objects.get(year=2026)
    assert frozen.url == row.get_absolute_url()
    assert "hx-trigger" in page(logged_in, "declared", row.pk).content.decode()
    prepared(row)
    assert "Télécharger le dossier" in page(logged_in, "declared", row.pk).content.decode()
    assert (
        logged_in.post(
            reverse("aci:declared_send", args=["chastel", row.pk]),
            {"sent_on": "2027-01-15", "receipt": SimpleUploadedFile("accuse.txt", b"recu")},
        ).status_code
        == 302
    )
    first = row.proofs.first()
    answer = reverse("aci:declared_answer", args=["chastel", row.pk])
    said = {"answered_on": "2027-01-15", "notified": "68530,00", f"no-{first.pk}": "on"}
    assert logged_in.post(answer, said).status_code == 422
    assert logged_in.post(answer, said | {f"said-{first.pk}": "Illisible"}).status_code == 302
    step = reverse("aci:dispute_step", args=["chastel", row.pk])
    assert logged_in.post(step, {"on": "2027-01-15", "words": "Lettre envoyée", "due": "2027-02-15"}).status_code == 302
    text = soup(page(logged_in, "declared", row.pk)).get_text(" ", strip=True)
    assert "« Illisible »" in text.replace("\xa0", " ")
    assert "Lettre envoyée" in text


def test_a_declaration_that_left_is_no_longer_awaited(logged_in, sent):
    text = soup(page(logged_in, "declaration", query="?annee=2026")).get_text(" ", strip=True)

    assert "La version 1 est partie le" in text
    assert "ouverte jusqu’au" not in text


def test_the_progress_is_answered_alone(logged_in, frozen):
    answer = logged_in.get(frozen.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()

    assert f"0 pièce sur {len(PIECES)}" in answer
    assert "<html" not in answer


def test_the_checklist_leaves_as_a_sheet(logged_in, year):
    sheet = b"".join(page(logged_in, "declaration_export", "csv", query="?annee=2026"))

    assert "Dossiers étudiés" in sheet.decode("utf-8-sig")


def test_a_stranger_sees_no_declaration(client, organisation):
    with organisation_scope(organisation):
        row = DeclarationFactory(year=2026)
    stranger = MembershipFactory(organisation__slug="ailleurs")
    client.force_login(stranger.user)

    assert client.get(f"/chastel/aci/declaration/{row.pk}/").status_code == 404
    assert client.get(f"/ailleurs/aci/declaration/{row.pk}/").status_code == 404
