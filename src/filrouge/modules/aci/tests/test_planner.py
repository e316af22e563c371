import datetime as dt
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from filrouge.kernel import registry
from filrouge.kernel.tenancy.enums import Role
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.services import drop_task
from filrouge.modules.aci import services
from filrouge.modules.aci.engine import Case, Crisis, scale_of
from filrouge.modules.aci.engine.lines import RULES
from filrouge.modules.aci.engine.plan import Act, fill, ordered
from filrouge.modules.aci.models import Assignment, DismissedAct
from filrouge.modules.aci.queries.gains import NEXT
from filrouge.modules.aci.queries.planner import planner_of
from filrouge.modules.aci.queries.times import known_acts, usual, usual_minutes
from filrouge.modules.aci.tests.test_engine import CITY, RURAL
from tests.factories import DismissedActFactory, MembershipFactory, OwnTimeFactory, PersonFactory, YearInputsFactory
from tests.htmx import soup

QUERIES = 20
EUROS = st.integers(0, 9_000).map(Decimal)
ACTS = st.lists(
    st.builds(
        Act,
        code=st.uuids().map(str),
        line=st.sampled_from(["rcp", "protocols"]),
        indicator=st.just("RCP"),
        label=st.just("Faire"),
        detail=st.just(""),
        euros=EUROS,
        stake=EUROS,
        minutes=st.integers(1, 900),
        source=st.just("usage"),
        is_gate=st.booleans(),
        too_late=st.sampled_from(["", "", "trop tard"]),
    ),
    max_size=12,
)


@given(ACTS, st.integers(0, 3_000))
def test_what_fits_never_asks_for_more_than_the_hours_and_nothing_is_lost(acts, minutes):
    plan = fill(acts, minutes)

    assert plan.used <= minutes
    assert plan.left == minutes - plan.used
    assert sorted(act.code for act in (*plan.fits, *plan.beyond, *plan.late)) == sorted(act.code for act in acts)
    assert all(act.too_late for act in plan.late)
    assert fill(acts, minutes) == plan
    left = minutes
    for act in (one for one in ordered(acts) if not one.too_late):
        assert (act in plan.fits) == (act.minutes <= left)
        left -= act.minutes if act in plan.fits else 0


@given(ACTS)
def test_prerequisites_come_first_then_euros_an_hour_and_the_shortest_when_they_tie(acts):
    plan = fill(acts, None)

    assert not plan.beyond
    for before, after in pairwise(plan.fits):
        assert before.is_gate >= after.is_gate
        if before.is_gate == after.is_gate:
            assert before.per_hour >= after.per_hour
            if before.per_hour == after.per_hour:
                assert before.minutes <= after.minutes
                assert after.code in plan.ties


def test_every_next_step_and_every_line_has_a_time():
    rule, acts = usual(2026), known_acts(scale_of(2026), usual(2026))

    assert {f"step:{code}" for code in NEXT} <= set(acts)
    assert all(usual_minutes(rule, act) > 0 for act in acts)
    assert all(usual_minutes(rule, f"proof:{code}") > 0 for code in RULES)
    assert (rule.confidence, bool(rule.source)) == ("low", True)


@pytest.fixture(autouse=True)
def autumn(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC))


@pytest.fixture
def inside(organisation):
    with organisation_scope(organisation):
        yield organisation


def planned(membership, case, minutes=None, year=2026):
    return planner_of(membership, YearInputsFactory(year=year, case=case), minutes)


def codes(acts):
    return [act.code for act in acts]


@pytest.mark.django_db
@pytest.mark.parametrize("case", [RURAL, CITY, Case(year=2026, patients=0, associates=0)])
@pytest.mark.parametrize("minutes", [None, 0, 90, 720])
def test_the_end_is_never_worth_less_than_today_nor_more_than_all_of_it(inside, membership, case, minutes):
    found = planned(membership, case, minutes)

    assert 0 <= found.secured <= found.then
    assert found.secured <= found.total
    assert all(act.euros > 0 and act.stake >= act.euros for act in (*found.plan.fits, *found.plan.beyond))


@pytest.mark.django_db
def test_missing_papers_of_prerequisites_come_before_dearer_ones(inside, membership):
    found = planned(membership, RURAL)

    gates = [act for act in found.plan.fits if act.is_gate]
    assert {act.line for act in gates} == {"opening", "crisis_plan", "coordination", "is_standard"}
    assert codes(found.plan.fits)[:4] == codes(gates)
    assert {act.stake for act in gates} == {Decimal(68530)}
    assert "proof:sas" not in codes(found.plan.fits)  # the CPAM asks for none


@pytest.mark.django_db
def test_a_prerequisite_that_misses_is_the_whole_total_and_without_it_nothing_is_secured(inside, membership):
    case = replace(RURAL, crisis=Crisis(plan=False))
    found = planned(membership, case, 10_000)
    [gate] = [act for act in found.plan.fits if act.code == "step:crisis_plan"]

    assert (found.closed, found.secured) == (True, 0)
    assert (gate.stake, gate.is_gate) == (found.total, True)
    assert found.then > 0
    short = planner_of(membership, YearInputsFactory._meta.model.objects.get(), 60)
    assert (short.then, short.gained) == (0, 0)


@pytest.mark.django_db
def test_a_piece_that_is_joined_leaves_the_plan_for_what_is_secured(inside, membership):
    inputs = YearInputsFactory(year=2026, case=RURAL)
    before = planner_of(membership, inputs)
    services.keep_piece(inputs, "coordination", by=membership, file=SimpleUploadedFile("poste.txt", b"fiche"))
    after = planner_of(membership, inputs)

    assert "proof:coordination" in codes(before.plan.fits)
    assert "proof:coordination" not in codes(after.plan.fits)
    assert (after.secured > before.secured, after.then) == (True, before.then)


@pytest.mark.django_db
def test_six_concertations_no_longer_fit_in_december(inside, membership, monkeypatch):
    seen = {"rcp.meetings": 1, "rcp.files": 0, "rcp.eligible_patients": 620}
    monkeypatch.setattr(registry.aci_facts, "_given", {"test": lambda _membership, _year: seen})
    late = {act.code: act.too_late for act in planned(membership, RURAL).plan.late}

    assert "il faut 49 jours" in late["step:rcp"]
    assert "une concertation par semaine" in late["step:rcp"]
    assert late["step:cooperation_protocols"].endswith("19\xa0janvier 2027")


@pytest.mark.django_db
def test_once_the_year_is_over_only_papers_remain_until_the_declaration_closes(inside, membership, monkeypatch):
    inputs = YearInputsFactory(year=2025, case=RURAL)
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 1, 10, 9, tzinfo=dt.UTC))
    found = planner_of(membership, inputs)

    assert all(act.is_proof for act in (*found.plan.fits, *found.plan.beyond))
    assert {act.too_late for act in found.plan.late} == {"l’année est finie"}
    assert (found.until, found.is_over) == (dt.date(2026, 1, 31), False)

    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 2, 1, 9, tzinfo=dt.UTC))
    after = planner_of(membership, inputs)
    assert (after.plan.fits, after.gained, after.is_over) == ((), 0, True)


@pytest.mark.django_db
def test_a_declaration_that_closed_says_so(logged_in, organisation):
    with organisation_scope(organisation):
        YearInputsFactory(year=2025, case=RURAL)
    text = soup(logged_in.get(reverse("aci:planner", args=["chastel"]) + "?annee=2025")).get_text(" ")

    assert "La déclaration 2025 a fermé le 31 janvier 2026" in text
    assert "Recalculer" not in text


@pytest.mark.django_db
def test_the_hours_are_one_s_own_days_or_what_one_says(inside, membership, monkeypatch):
    assert planned(membership, RURAL).hours.minutes is None
    PersonFactory(user=membership.user)
    monkeypatch.setitem(
        registry.presence._given, "test", lambda people, *_: {key: {dt.date(2026, 12, 1): 720} for key in people}
    )
    inputs = YearInputsFactory._meta.model.objects.get()

    assert planner_of(membership, inputs).hours.minutes == 720
    assert planner_of(membership, inputs, 60).hours.minutes == 60
    manager = MembershipFactory(organisation=inside, roles=[Role.MANAGER])
    assert "coordination" in planner_of(manager, inputs).hours.said
    professional = MembershipFactory(organisation=inside, roles=[Role.PROFESSIONAL])
    assert planner_of(professional, inputs).hours.minutes is None


@pytest.mark.django_db
def test_own_times_come_before_the_ledger_and_the_ledger_before_the_usual_ones(inside, membership, monkeypatch):
    def minutes_of(act):
        inputs = YearInputsFactory._meta.model.objects.filter(year=2026).first()
        found = planner_of(membership, inputs) if inputs else planned(membership, RURAL)
        return next((one.minutes, one.source) for one in found.plan.fits if one.code == act)

    assert minutes_of("step:protocols") == (360, "usage")
    monkeypatch.setattr(registry.time_spent, "_given", {"test": lambda _membership, _year: {"B1-04": 400}})
    assert minutes_of("step:protocols") == (360, "usage")  # barely begun for four protocols
    monkeypatch.setattr(registry.time_spent, "_given", {"test": lambda _membership, _year: {"B1-04": 2000}})
    assert minutes_of("step:protocols") == (500, "d’après vos temps notés")
    services.keep_times({"step:protocols": 45}, by=membership)
    assert minutes_of("step:protocols") == (45, "votre temps")
    assert services.keep_times({"step:protocols": None}, by=membership) == 1
    assert minutes_of("step:protocols")[1] == "d’après vos temps notés"


@pytest.mark.django_db
def test_an_act_is_dismissed_with_a_reason_then_taken_back(logged_in, organisation, membership):
    with organisation_scope(organisation):
        YearInputsFactory(year=2026, case=RURAL)
    address = reverse("aci:dismiss", args=["chastel", 2026, "step:protocols"])
    assert logged_in.get(address.replace("2026", "2025")).status_code == 404  # that year is not typed
    assert logged_in.post(address, {"reason": ""}).status_code == 422
    logged_in.post(address, {"reason": "Personne n’est prêt"})

    page = soup(logged_in.get(reverse("aci:planner", args=["chastel"])))
    assert "Personne n’est prêt" in page.get_text()
    assert page.select_one("li[id='step:protocols']") is None
    logged_in.post(reverse("aci:take_back", args=["chastel", 2026, "step:protocols"]))
    assert soup(logged_in.get(reverse("aci:planner", args=["chastel"]))).select_one("li[id='step:protocols']")
    assert logged_in.get(reverse("aci:dismiss", args=["chastel", 2026, "step:rien"])).status_code == 404


@pytest.mark.django_db
def test_two_taps_make_one_task_and_two_acts_of_a_line_share_it(logged_in, organisation, membership):
    with organisation_scope(organisation):
        me = PersonFactory(user=membership.user)
        YearInputsFactory(year=2026, case=RURAL)
    for act in ("proof:protocols", "proof:protocols", "step:protocols"):
        answer = logged_in.post(reverse("aci:act_task", args=["chastel", 2026, act]), {"next": "/chastel/?heures=3"})
        assert answer.url == "/chastel/?heures=3"

    with organisation_scope(organisation):
        task = Task.objects.get()
        assert Assignment.objects.get().task == task
        assert (task.owner, task.due_on, task.effort) == (me, dt.date(2027, 1, 31), 45)
        assert task.title == "ACI 2026 : Protocoles pluriprofessionnels"
        assert task.detail == "Pièces demandées : Copie de chaque protocole."
        assert task.origin_url.endswith("?annee=2026#protocols")
    text = (
        soup(logged_in.get(reverse("aci:planner", args=["chastel"]))).select_one("li[id='step:protocols']").get_text()
    )
    assert me.full_name in text
    assert "En faire une tâche" not in text
    assert logged_in.post(reverse("aci:act_task", args=["chastel", 2026, "proof:sas"])).status_code == 404


@pytest.mark.django_db
def test_a_task_that_was_dropped_is_opened_again(inside, membership):
    YearInputsFactory(year=2026, case=RURAL)
    row = services.assign(2026, "protocols", by=membership, owner=None, due_on=None)
    drop_task(row.task, by=membership)
    again = services.assign(2026, "protocols", by=membership, owner=PersonFactory(), due_on=None)

    assert again.task == row.task
    assert Task.objects.get().is_open


@pytest.mark.django_db
def test_who_does_not_keep_the_aci_looks_and_changes_nothing(inside, membership):
    YearInputsFactory(year=2026, case=RURAL)
    professional = MembershipFactory(organisation=inside, roles=[Role.PROFESSIONAL])
    kept = DismissedActFactory(year=2026)
    for act in (
        lambda: services.assign(2026, "rcp", by=professional, owner=None, due_on=None),
        lambda: services.dismiss(2026, "step:rcp", by=professional, reason="non"),
        lambda: services.take_back(kept, by=professional),
        lambda: services.keep_times({"step:rcp": 10}, by=professional),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert DismissedAct.objects.count() == 1


@pytest.mark.django_db
def test_the_times_page_shows_the_usual_ones_and_keeps_those_of_the_team(logged_in, organisation):
    with organisation_scope(organisation):
        OwnTimeFactory(act="proof:protocols", minutes=90)
    address = reverse("aci:times", args=["chastel"])
    form = logged_in.get(address).context["form"]
    assert "Vide : 6 h" in form["step-protocols"].help_text.replace("\xa0", " ").replace("\u202f", " ")

    typed = {field.name: field.field.prepare_value(field.value()) for field in form if field.value()}
    assert typed
    assert logged_in.post(address, typed | {"step-rcp": "40 h"}).status_code == 302
    assert logged_in.post(address, {"step-rcp": "longtemps"}).status_code == 422
    with organisation_scope(organisation):
        kept = {row.act: row.minutes for row in OwnTimeFactory._meta.model.objects.all()}
    assert kept == {"proof:protocols": 90, "step:rcp": 2400}


@pytest.mark.django_db
def test_the_page_asks_as_much_whatever_it_proposes(logged_in, organisation, page_queries):
    address = reverse("aci:planner", args=["chastel"]) + "?heures=12"
    with organisation_scope(organisation):
        YearInputsFactory(year=2026, case=Case(year=2026, patients=0))
    with page_queries(QUERIES):
        logged_in.get(address)
    with organisation_scope(organisation):
        YearInputsFactory._meta.model.objects.all().delete()
        YearInputsFactory(year=2026, case=RURAL)
        DismissedActFactory(year=2026)
    with page_queries(QUERIES):
        logged_in.get(address)


@pytest.mark.django_db
def test_a_year_barely_typed_says_which_numbers_are_missing(logged_in, organisation):
    with organisation_scope(organisation):
        YearInputsFactory(year=2026, facts={}, associates_reason="")
    text = soup(logged_in.get(reverse("aci:planner", args=["chastel"]))).get_text(" ")

    assert "Des nombres manquent encore" in text
    assert "Combien d’heures vous reste-t-il" in text


@pytest.mark.django_db
@pytest.mark.parametrize(("typed", "said"), [
    ("12", "Il vous reste 12 h avant le 31 décembre"),
    ("1,5", "Il vous reste 1 h 30 avant le 31 décembre"),
    ("0", "Il vous reste 0 min avant le 31 décembre"),
    ("beaucoup", "Combien d’heures vous reste-t-il avant le 31 décembre ?"),
    ("-3", "Combien d’heures vous reste-t-il avant le 31 décembre ?"),
])  # fmt: skip
def test_hours_are_read_in_the_address(logged_in, organisation, typed, said):
    with organisation_scope(organisation):
        YearInputsFactory(year=2026, case=RURAL)
    page = soup(logged_in.get(reverse("aci:planner", args=["chastel"]), {"heures": typed}))

    assert page.select_one(".fil-remains-title").get_text().replace("\xa0", " ").replace("\u202f", " ") == said
