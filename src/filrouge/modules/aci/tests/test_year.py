import datetime as dt
from contextlib import nullcontext
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.people.models import Engagement
from filrouge.kernel.registry import DemoContext
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.aci import demo, queries, services
from filrouge.modules.aci.engine import Crisis, case_as_data
from filrouge.modules.aci.models import YearInputs
from filrouge.modules.aci.tests.test_engine import CITY, RURAL, TOWN
from tests.factories import (
    AciPieceFactory,
    MembershipFactory,
    PatientCountsFactory,
    PersonFactory,
    YearInputsFactory,
)
from tests.htmx import soup

pytestmark = pytest.mark.django_db
QUERIES = 20


@pytest.fixture(autouse=True)
def autumn(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC))


@pytest.fixture
def inside(organisation):
    with organisation_scope(organisation):
        yield organisation


@pytest.fixture
def rural(organisation):
    """The year typed, read from outside its organisation."""
    with organisation_scope(organisation):
        return inputs_for(RURAL)


def inputs_for(case, year=2026):
    return YearInputsFactory(year=year, case=case)


def page_of(client, year=2026):
    return client.get(f"{reverse('aci:year', args=['chastel'])}?annee={year}")


@pytest.mark.parametrize(("case", "total"), [(RURAL, "68530"), (TOWN, "93905"), (CITY, "178175.84")])
def test_what_is_typed_makes_the_amount_and_the_rows_add_up(inside, membership, case, total):
    value = queries.value_of(membership, inputs_for(case))

    assert value.result.total_euros == Decimal(total)
    assert sum(row.euros for row in value.rows) == Decimal(total)
    secured, likely, risk, _out = (euros for _label, _colour, euros in value.shares)
    assert secured + likely + risk == Decimal(total)


@pytest.mark.parametrize(("profile", "patients", "base", "total"), [
    ("A", 3400, (240, 210, 170), "68530"),
    ("B", 5200, (360, 300, 240), "93905"),
    ("C", 11000, (700, 580, 470), "178175.84"),
])  # fmt: skip
def test_the_teams_of_the_demonstration(inside, membership, profile, patients, base, total):
    ald, old, both = base
    PatientCountsFactory(year=2025, ald=ald, old=old, both=both, listed=patients)
    context = DemoContext(profile, dt.date(2026, 11, 20), Random(1), lambda _moment: nullcontext())
    demo.load(inside, membership, context)
    value = queries.value_of(membership, queries.inputs_of(2026))

    assert value.result.total_euros == Decimal(total)
    assert value.change > 0
    assert {row.state for row in value.rows} >= {"secured", "likely", "risk"}


def test_a_file_secures_its_indicator_and_a_note_does_not(inside, membership):
    inputs = inputs_for(RURAL)
    services.keep_piece(inputs, "coordination", by=membership, file=SimpleUploadedFile("poste.txt", b"fiche"))
    services.keep_piece(inputs, "protocols", by=membership, note="Dans le classeur")
    states = {row.code: row.state for row in queries.value_of(membership, inputs).rows}

    assert (states["coordination"], states["protocols"], states["sas"]) == ("secured", "likely", "secured")
    assert states["heart_failure"] == "out"


def test_fewer_rcp_noted_than_expected_put_their_euros_at_risk(inside, membership, monkeypatch):
    seen = {"rcp.meetings": 7, "rcp.files": 17, "rcp.eligible_patients": 620}
    monkeypatch.setattr(registry.aci_facts, "_given", {"test": lambda _membership, _year: seen})
    row = {row.code: row for row in queries.value_of(membership, inputs_for(RURAL)).rows}["rcp"]

    assert row.state == "risk"
    assert 0 < row.parts["secured"] < row.euros
    assert row.parts["secured"] + row.parts["risk"] == row.euros
    assert (row.missing, row.gain > 0) == (("Étudier 14\u00a0dossiers de plus (31 dans l’année)",), True)
    stakes = [stake.label for stake in registry.stakes.get("aci")(membership)]
    assert row.missing[0] in stakes


def papers_of(membership, code, *kinds):
    for kind in kinds:
        upload = SimpleUploadedFile(f"{code} {kind}.txt", f"{code} {kind}".encode())
        services.hand_in(2026, code, by=membership, uploads=[upload], kind=kind)


@pytest.mark.parametrize(
    ("kinds", "points", "lacking"),
    [
        ((), 0, "3\u00a0pièces (niveaux 1, 2 et 3)"),
        (("diagnosis",), 100, "2\u00a0pièces (niveaux 2 et 3)"),
        (("",), 100, "2\u00a0pièces (niveaux 2 et 3)"),
        (("diagnosis", "results"), 100, "1\u00a0pièce (niveau 2)"),
        (("plan", "results"), 0, "1\u00a0pièce (niveau 1)"),
        (("diagnosis", "plan"), 300, "1\u00a0pièce (niveau 3)"),
        (("two", "results"), 600, ""),
        (("three",), 600, ""),
    ],
)
def test_each_level_of_the_quality_approach_asks_its_own_paper(inside, membership, kinds, points, lacking):
    inputs = YearInputsFactory(year=2026, case=replace(RURAL, patients=4000, quality_level=3))
    papers_of(membership, "quality", *kinds)
    row = {row.code: row for row in queries.value_of(membership, inputs).rows}["quality"]

    assert row.euros == 4200
    assert row.parts["secured"] == points * 7
    assert row.parts["likely"] == 4200 - points * 7
    assert row.lacking_label == lacking
    assert len(row.lacking_papers) == row.lacking


def test_the_software_is_secured_by_its_label_and_its_invoice_together(inside, membership):
    inputs = YearInputsFactory(year=2026, case=RURAL)

    def software():
        row = {row.code: row for row in queries.value_of(membership, inputs).rows}["is_standard"]
        return row.state, row.lacking_label.replace("\xa0", " ")

    assert software() == ("likely", "2 pièces (attestation du label ; date d’acquisition et factures)")
    papers_of(membership, "is_standard", "label")
    assert software() == ("likely", "1 pièce (date d’acquisition et factures)")
    papers_of(membership, "is_standard", "maintenance")
    assert software() == ("secured", "")


def test_the_numbers_of_the_heart_failure_pathway_are_asked_since_2023(inside, membership):
    for year, kinds in ((2022, 2), (2023, 3)):
        inputs = YearInputsFactory(year=year, case=replace(RURAL, year=year, heart_failure_pathway=True))
        row = {row.code: row for row in queries.value_of(membership, inputs).rows}["heart_failure"]
        assert row.lacking == kinds


def test_what_is_done_with_users_asks_a_paper_for_each_level(inside, membership):
    inputs = YearInputsFactory(year=2026, case=replace(RURAL, patients=4000, users_level=2))

    def users():
        return {row.code: row for row in queries.value_of(membership, inputs).rows}["users"]

    papers_of(membership, "users", "survey", "questionnaire")
    assert (users().parts["secured"], users().lacking_label) == (1400, "1\u00a0pièce (niveau 2)")
    papers_of(membership, "users", "committee")
    assert (users().parts["secured"], users().lacking_label) == (3500, "")


def test_the_year_and_the_planner_say_which_level_has_no_paper(logged_in, organisation, membership):
    with organisation_scope(organisation):
        YearInputsFactory(year=2026, case=replace(RURAL, quality_level=2))
        papers_of(membership, "quality", "diagnosis")
    asked = "Niveau 2 : plan d’actions et indicateurs"

    lacking = soup(page_of(logged_in)).select_one("#quality .fil-list-main > span").get_text()
    assert lacking.replace("\xa0", " ") == "Il manque : 1 pièce (niveau 2) à déposer"
    address = reverse("aci:planner", args=["chastel"])
    assert asked in logged_in.get(address).content.decode().replace("\xa0", " ")
    why = logged_in.get(reverse("aci:why", args=["chastel", 2026, "quality"])).content.decode()
    assert "Chaque niveau demande sa propre pièce" in why


def test_what_the_nurse_adds_asks_for_the_paper_of_the_nurse(inside, membership):
    inputs = inputs_for(CITY)
    papers = [SimpleUploadedFile(f"protocole {n}.txt", f"protocole {n}".encode()) for n in range(8)]
    services.hand_in(2026, "protocols", by=membership, uploads=papers)
    assert {row.code: row for row in queries.value_of(membership, inputs).rows}["protocols_ipa"].state == "likely"

    services.keep_piece(inputs, "ipa", by=membership, file=SimpleUploadedFile("ipa.txt", b"inscription"))
    states = {row.code: row.state for row in queries.value_of(membership, inputs).rows}
    assert (states["protocols_ipa"], states["public_health_ipa"]) == ("secured", "likely")


def test_once_the_year_is_over_what_has_no_file_is_at_risk(inside, membership):
    value = queries.value_of(membership, inputs_for(RURAL, 2025))

    assert {row.state for row in value.rows if row.code in {"opening", "protocols"}} == {"risk"}


def test_another_number_of_associates_than_that_of_the_team_asks_why(inside, membership):
    services.keep_year(2026, by=membership, facts={"associates": 13})  # nobody is noted yet: nothing to explain
    Engagement.objects.create(person=PersonFactory(), status="associate", starts_on=dt.date(2020, 1, 1))
    services.keep_year(2026, by=membership, facts={"associates": 1})
    with pytest.raises(ValidationError, match=r"Dites pourquoi .*\(1\)"):
        services.keep_year(2026, by=membership, facts={"associates": 13})

    services.keep_year(2026, by=membership, facts={"associates": 13}, associates_reason="Liste de la CPAM")
    assert YearInputs.objects.get().facts == {"associates": 13}


def test_a_new_team_has_its_amount_and_its_missing_proofs_in_one_form(logged_in, organisation):
    address = reverse("aci:inputs", args=["chastel", 2026])
    form = soup(logged_in.get(address)).select_one("main form[method=post]")
    assert form.select_one("[name=associes_raison]") is None
    assert "Personne n’est encore noté associé" in form.get_text()
    typed = {"patients": "4000", "associes": "12", "protocoles": "3"}
    typed |= {"heures": "12+", "sas": "none", "label": "standard"}
    shown = soup(logged_in.post(address, typed, follow=True)).get_text(" ", strip=True)
    shown = shown.replace("\xa0", " ").replace("\u202f", " ")

    assert "47 600,00 €" in shown
    assert "Il manque : 3 copies à déposer" in shown
    proofs = soup(logged_in.get(reverse("evidence:list", args=["chastel"]))).get_text(" ", strip=True)
    assert "il manque 3 copies" in proofs.replace("\xa0", " ")


def test_who_may_keep(inside):
    professional = MembershipFactory(organisation=inside, roles=["professional"])
    inputs = inputs_for(RURAL)
    with pytest.raises(PermissionDenied):
        services.keep_year(2026, by=professional, facts={})
    with pytest.raises(PermissionDenied):
        services.keep_piece(inputs, "rcp", by=professional, note="Classeur")

    assert list(registry.stakes.get("aci")(professional)) == []


def test_the_stakes_are_the_five_dearest_steps(inside, membership, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 6, 20, 9, tzinfo=dt.UTC))
    inputs_for(replace(RURAL, protocols=7))
    found = list(registry.stakes.get("aci")(membership))

    assert len(found) == 5
    assert [stake.euros for stake in found] == sorted((stake.euros for stake in found), reverse=True)
    assert all(stake.euros > 0 and "#" in stake.url for stake in found)


def test_what_it_is_too_late_to_begin_or_was_dismissed_is_no_stake(inside, membership):
    inputs_for(replace(RURAL, protocols=7))
    before = [stake.url.partition("#")[2] for stake in registry.stakes.get("aci")(membership)]
    services.dismiss(2026, "step:protocols", by=membership, reason="Personne n’est prêt")
    after = [stake.url.partition("#")[2] for stake in registry.stakes.get("aci")(membership)]

    assert "protocols" in before
    assert "visiting" not in before  # two months are needed
    assert after == [code for code in before if code != "protocols"]


def test_without_a_prerequisite_all_is_out_of_reach_and_its_act_is_worth_the_whole(inside, membership):
    value = queries.value_of(membership, inputs_for(replace(RURAL, crisis=Crisis(plan=False))))
    *reached, out = (euros for _label, _colour, euros in value.shares)

    assert (value.result.total_euros, sum(reached)) == (0, 0)
    assert out > Decimal(68530)
    [stake] = registry.stakes.get("aci")(membership)
    assert (stake.label, stake.euros) == (
        "Écrire le plan de préparation aux crises sanitaires",
        Decimal(68530 - 5950),
    )  # no RCP was seen


def test_numbers_that_contradict_each_other_are_told_not_computed(logged_in, organisation):
    with organisation_scope(organisation):
        PatientCountsFactory(year=2025, ald=10, old=5, both=5, listed=900)
        YearInputsFactory(year=2026, facts={"rcp": {"meetings": 6, "files": 40}}, associates_reason="")

    assert "vérifiez les deux nombres" in page_of(logged_in).content.decode()
    assert logged_in.get(reverse("aci:export", args=["chastel", "xlsx"])).status_code == 302


def test_a_new_team_is_asked_to_type_its_year(logged_in):
    page = page_of(logged_in)

    assert "Rien n’est encore saisi" in page.content.decode()
    assert reverse("aci:inputs", args=["chastel", 2026]) in page.content.decode()


def test_the_form_gives_back_what_it_showed(logged_in, organisation):
    with organisation_scope(organisation):
        inputs_for(CITY)
    address = reverse("aci:inputs", args=["chastel", 2026])
    form = logged_in.get(address).context["form"]
    typed = {field.name: field.value() for field in form if field.value() not in (None, False)}
    answer = logged_in.post(address, typed)

    assert answer.status_code == 302, answer.context["form"].errors
    with organisation_scope(organisation):
        kept = queries.case_of(2026, {}, YearInputs.objects.get().facts)
    assert case_as_data(kept) == case_as_data(replace(CITY, year=2026))


def test_the_page_shows_the_amount_the_states_and_the_year_before(logged_in, organisation):
    with organisation_scope(organisation):
        inputs_for(RURAL, 2025)
        inputs_for(replace(RURAL, protocols=5))
    text = soup(page_of(logged_in)).get_text(" ", strip=True)

    assert "69 230,00 €" in text.replace("\u202f", " ").replace("\xa0", " ")
    assert "+ 700 €" in text.replace("\u202f", " ").replace("\xa0", " ")
    assert "n’engage pas la CPAM" in text


def test_the_page_asks_as_much_for_many_pieces(logged_in, organisation, rural, page_queries):
    with page_queries(QUERIES):
        page_of(logged_in)
    with organisation_scope(organisation):
        for code in ("coordination", "opening", "protocols", "rcp", "users"):
            AciPieceFactory.create_batch(3, code=code)
    with page_queries(QUERIES):
        page_of(logged_in)


def test_the_year_leaves_as_a_sheet(logged_in, rural):
    sheet = b"".join(logged_in.get(reverse("aci:export", args=["chastel", "csv"])))

    assert "Fonction de coordination" in sheet.decode("utf-8-sig")
