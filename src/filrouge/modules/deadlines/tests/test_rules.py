import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.deadlines import services
from filrouge.modules.deadlines.models import Due, Obligation
from tests.factories import MembershipFactory


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 28, 9, tzinfo=dt.UTC))


@pytest.fixture
def followed(organisation, membership):
    with organisation_scope(organisation):
        services.save_profile(by=membership, ticked=["aci"])


def url(name, *args):
    return reverse(f"deadlines:{name}", args=["chastel", *args])


def rule_of(organisation, code):
    with organisation_scope(organisation):
        return Obligation.objects.get(code=code)


def open_date(organisation, rule):
    with organisation_scope(organisation):
        return Due.objects.filter(obligation=rule, state="open").values_list("due_on", flat=True).first()


def make_old(organisation, code, **columns):
    """As if the team had taken another version of the rule."""
    with organisation_scope(organisation):
        Obligation.objects.filter(code=code).update(**columns)


def test_a_rule_that_changed_shows_before_and_after_then_is_applied(logged_in, organisation, followed):
    make_old(organisation, "aci_declaration", proof="Courrier", schedule={"kind": "yearly", "month": 2, "day": 31})
    rule = rule_of(organisation, "aci_declaration")
    assert "Des règles ont changé" in logged_in.get(url("list")).content.decode()

    page = logged_in.get(url("rule_changes")).content.decode()
    assert "<del>Courrier</del>" in page
    assert "<ins>Accusé de transmission à la CPAM</ins>" in page
    assert "le dernier jour de février" in page
    assert "<del>Courrier</del>" in logged_in.get(url("rule", rule.pk)).content.decode()

    logged_in.post(url("rule_apply", rule.pk))
    assert rule_of(organisation, "aci_declaration").proof == "Accusé de transmission à la CPAM"
    assert open_date(organisation, rule) == dt.date(2027, 1, 31)
    assert "Vos règles sont à jour" in logged_in.get(url("rule_changes")).content.decode()


def test_all_are_applied_at_once_with_those_that_are_new(logged_in, organisation, followed):
    make_old(organisation, "aci_declaration", proof="Courrier")
    make_old(organisation, "crisis_plan", lead_days=3)
    with organisation_scope(organisation):
        Obligation.objects.filter(code="heatwave").delete()
    page = logged_in.get(url("rule_changes")).content.decode()
    assert "canicule" in page

    logged_in.post(url("rule_changes"))
    assert rule_of(organisation, "crisis_plan").lead_days == 60
    assert open_date(organisation, rule_of(organisation, "heatwave")) == dt.date(2027, 6, 1)
    assert "Des règles ont changé" not in logged_in.get(url("list")).content.decode()


def test_what_the_team_changed_stays_until_it_comes_back_to_the_rule(logged_in, organisation, followed):
    rule = rule_of(organisation, "aci_declaration")
    sent = {
        "theme": "aci", "responsible": "manager", "lead_days": "90", "proof": rule.proof, "note": "CPAM du 31",
        "rhythm": "yearly", "day": "2027-01-15",
    }  # fmt: skip
    logged_in.post(url("rule_edit", rule.pk), sent)
    assert open_date(organisation, rule) == dt.date(2027, 1, 15)
    assert "Déclarer" in logged_in.get(url("rules") + "?etat=adjusted").content.decode()

    make_old(organisation, "aci_declaration", source="Autre source")
    logged_in.post(url("rule_apply", rule.pk))
    assert open_date(organisation, rule) == dt.date(2027, 1, 15)
    logged_in.post(url("rule_apply", rule.pk), {"tout": "1"})
    assert open_date(organisation, rule) == dt.date(2027, 1, 31)
    assert rule_of(organisation, "aci_declaration").adjusted == []


def test_a_yearly_rhythm_needs_its_date(logged_in, organisation, followed):
    rule = rule_of(organisation, "aci_declaration")
    sent = {"theme": "aci", "responsible": "manager", "lead_days": "90", "rhythm": "yearly"}
    answer = logged_in.post(url("rule_edit", rule.pk), sent)
    assert answer.status_code == 422
    assert "à quelle date" in answer.content.decode()


def test_what_does_not_apply_is_set_aside_with_why_and_taken_up_again(logged_in, organisation, membership, followed):
    rule = rule_of(organisation, "observatory")
    assert logged_in.post(url("rule_waive", rule.pk), {"reason": " "}).status_code == 422
    logged_in.post(url("rule_waive", rule.pk), {"reason": "L’ARS nous en dispense"})

    assert open_date(organisation, rule) is None
    assert "L’ARS nous en dispense" in logged_in.get(url("rules") + "?etat=waived").content.decode()
    with organisation_scope(organisation):
        assert services.save_profile(by=membership, ticked=["aci"]).is_empty  # a waived rule does not come back

    logged_in.post(url("rule_resume", rule.pk))
    assert open_date(organisation, rule) == dt.date(2026, 12, 31)


def test_a_deadline_of_the_team_s_own_is_a_rule_too(logged_in, organisation):
    sent = {
        "title": "Relire le règlement intérieur", "theme": "assembly", "due_on": "2028-02-29", "rhythm": "yearly",
        "responsible": "manager", "lead_days": "30",
    }  # fmt: skip
    logged_in.post(url("own_add"), sent)
    assert "règlement intérieur" in logged_in.get(url("rules") + "?etat=own").content.decode()
    with organisation_scope(organisation):
        due = Due.objects.get()
    logged_in.post(url("due_move", due.pk), {"due_on": "2026-11-20"})
    logged_in.post(url("due_done", due.pk), {"done_on": "2026-11-20", "note": "Relu en bureau"})
    with organisation_scope(organisation):
        assert Due.objects.get(state="open").due_on == dt.date(2029, 2, 28)


def test_whoever_only_reads_changes_no_rule(client, organisation, followed):
    reader = MembershipFactory(organisation=organisation, roles=["professional"])
    client.force_login(reader.user)
    rule = rule_of(organisation, "aci_declaration")
    page = client.get(url("rule", rule.pk)).content.decode()
    assert "cegedim" in page
    assert url("rule_waive", rule.pk) not in page
    assert client.get(url("rules")).status_code == 200
    assert client.get(url("rule_changes")).status_code == 403
    for name in ("rule_edit", "rule_waive", "rule_resume", "rule_apply"):
        assert client.post(url(name, rule.pk), {}).status_code == 403


def test_the_pages_of_rules_ask_as_much_for_many(logged_in, organisation, membership, page_queries):
    with organisation_scope(organisation):
        services.save_profile(by=membership, ticked=["cooperation"])
    for name, queries in (("rules", 7), ("rule_changes", 7), ("list", 10)):
        logged_in.get(url(name))
        with page_queries(queries):
            logged_in.get(url(name))
    with organisation_scope(organisation):
        services.save_profile(by=membership, ticked=["aci", "sisa", "etp", "association", "alarm", "fridge"])
        Obligation.objects.update(source="Avant")
    for name, queries in (("rules", 7), ("rule_changes", 7), ("list", 10)):
        with page_queries(queries):
            logged_in.get(url(name))
