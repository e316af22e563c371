import datetime as dt
from dataclasses import replace
from decimal import Decimal
from importlib import import_module

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.files import services as files
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.work.models import Task
from filrouge.modules.indicators import queries, services
from filrouge.modules.indicators.engine import Held, level_of, levels_of
from filrouge.modules.indicators.models import Cycle, Dossier
from filrouge.modules.indicators.services import Given
from tests.factories import IndicatorFactory, MembershipFactory, PersonFactory
from tests.htmx import soup

pytestmark = pytest.mark.django_db

WHOLE = Held(True, True, True, True, 2, 2, 1, 1, True, True, True)
FIRST = {
    "appointed_on": dt.date(2026, 2, 1),
    "diagnosis": "60 demandes comptées",
    "theme_reason": "Deux plaintes sur trois",
    "objective": "80 % en décembre",
}


def url(name, *args):
    return reverse(f"indicators:{name}", args=["chastel", *args])


def started(membership, **more):
    fields = {"theme": "access", "first_year": 2026, "last_year": 2026, "referent": PersonFactory()}
    return services.start_cycle(by=membership, **fields | more)


def complete(membership):
    """A cycle with everything the third level asks."""
    cycle = started(membership, **FIRST)
    services.add_action(cycle, by=membership, title="Un créneau", owner=PersonFactory(), due_on=dt.date(2026, 6, 1))
    one = IndicatorFactory()
    services.link_indicator(cycle, one, by=membership)
    for day, counted in ((dt.date(2026, 1, 1), 30), (dt.date(2026, 7, 1), 48)):
        services.give_value(Given(one, day, Decimal(counted), Decimal(60)), by=membership)
    return services.write_cycle(cycle, by=membership, results="80 %", revised_plan="Garder")


def state_of(cycle):
    return queries.state_of(queries.cycles().get(pk=cycle.pk))


def test_each_thing_that_goes_takes_its_level_with_it():
    assert level_of(WHOLE) == 3
    losses = {"referent": 0, "appointed": 0, "diagnosis": 0, "reason": 0, "objective": 0, "results": 2, "revised": 2}
    for name, level in losses.items():
        assert level_of(replace(WHOLE, **{name: False})) == level
    assert level_of(replace(WHOLE, actions_ready=1)) == 1
    assert level_of(replace(WHOLE, indicators=0, measured=0)) == 1
    assert level_of(replace(WHOLE, measured=0)) == 2
    assert levels_of(Held())[0].missing[0].startswith("nommer le référent")


def test_the_levels_are_reached_one_after_the_other(inside, membership):
    cycle = started(membership)
    assert state_of(cycle).level == 0
    services.write_cycle(cycle, by=membership, **FIRST)
    assert state_of(cycle).level == 1
    assert state_of(complete(membership)).level == 3


def test_results_are_the_values_at_the_two_dates(inside, membership):
    cycle = complete(membership)
    (measure,) = state_of(cycle).measures
    assert (measure.before.value, measure.after.value) == (50, 80)
    services.write_cycle(cycle, by=membership, before_on=dt.date(2026, 7, 1))
    assert state_of(cycle).level == 2
    with pytest.raises(ValidationError, match="vient après"):
        services.write_cycle(cycle, by=membership, after_on=dt.date(2026, 3, 1))


def test_an_action_is_a_task_of_its_owner(inside, membership):
    owner = PersonFactory()
    cycle = started(membership)
    services.add_action(cycle, by=membership, title="Un créneau", owner=owner, due_on=dt.date(2026, 12, 1))
    task = Task.objects.get(owner=owner)
    assert task.origin_url == cycle.get_absolute_url()
    assert state_of(cycle).actions == [task]


def test_a_level_that_is_not_whole_is_not_frozen(inside, membership):
    cycle = started(membership, **FIRST)
    with pytest.raises(ValidationError, match="ajouter une action"):
        services.freeze(cycle, level=2, year=2026, by=membership)
    with pytest.raises(ValidationError, match="2026"):
        services.freeze(cycle, level=1, year=2025, by=membership)


def test_what_was_frozen_is_a_proof_that_no_longer_moves(inside, membership):
    cycle = started(membership, **FIRST)
    assert [item.state for item in registry.evidence.get("indicators")(membership, 2026)] == ["draft"]
    dossier = services.freeze(cycle, level=1, year=2026, by=membership)
    services.write_cycle(cycle, by=membership, diagnosis="Tout autre chose")

    (item,) = registry.evidence.get("indicators")(membership, 2026)
    assert (item.state, item.indicator, item.fingerprint) == ("ready", "quality", dossier.file.sha256)
    assert item.parts == (1,)
    assert files.read(dossier.file).startswith(b"%PDF")
    assert list(registry.evidence.get("indicators")(membership, 2025)) == []


def test_the_level_of_a_year_is_what_was_frozen_then_what_is_there_now(inside, membership, monkeypatch):
    facts = registry.aci_facts.get("indicators")
    assert facts(membership, 2026) == {}
    cycle = started(membership, last_year=2027, **FIRST)
    assert facts(membership, 2026) == {"quality_level": 1}
    services.freeze(cycle, level=1, year=2026, by=membership)
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2027, 3, 1, 9, tzinfo=dt.UTC))
    services.write_cycle(cycle, by=membership, objective="")
    assert facts(membership, 2026) == {"quality_level": 1}
    assert facts(membership, 2027) == {"quality_level": 0}


def test_the_page_fills_and_its_papers_open(logged_in, organisation, membership):
    page = logged_in.post(
        url("cycle_start"), {"theme": "access", "first_year": "2026", "last_year": "2026"}, follow=True
    )
    assert "nommer le référent" in soup(page).get_text()
    with organisation_scope(organisation):
        cycle, person, one = Cycle.objects.get(), PersonFactory(), IndicatorFactory()
    logged_in.post(url("cycle_edit", cycle.pk, "referent"), {"referent": person.pk, "appointed_on": "2026-02-01"})
    logged_in.post(
        url("cycle_edit", cycle.pk, "etat-des-lieux"),
        {
            "theme": "access",
            "first_year": "2026",
            "last_year": "2026",
            "diagnosis": "Vu",
            "theme_reason": "Deux plaintes",
            "objective": "Mieux",
        },
    )
    logged_in.post(url("action_add", cycle.pk), {"title": "Un créneau", "owner": person.pk, "due_on": "2026-12-01"})
    page = logged_in.post(url("cycle_link", cycle.pk), {"indicator": one.pk}, follow=True)
    assert "Niveau 2 réuni" in soup(page).get_text()
    logged_in.post(url("cycle_freeze", cycle.pk), {"level": "2", "year": "2026"})
    with organisation_scope(organisation):
        assert Dossier.objects.get().level == 2
    for answer in (
        logged_in.get(url("letter", cycle.pk)),
        logged_in.get(url("dossier", cycle.pk, 3, "pdf")),
    ):
        assert answer.content.startswith(b"%PDF")
    assert logged_in.get(url("dossier", cycle.pk, 1, "docx")).content.startswith(b"PK")
    assert logged_in.get(url("dossier", cycle.pk, 4, "pdf")).status_code == 404
    assert logged_in.get(url("cycle_edit", cycle.pk, "autre")).status_code == 404


def test_a_patient_in_the_diagnosis_is_told(logged_in, organisation, membership):
    with organisation_scope(organisation):
        cycle = started(membership)
    typed = {"theme": "access", "first_year": "2026", "last_year": "2026", "objective": "Mieux"}
    answer = logged_in.post(
        url("cycle_edit", cycle.pk, "etat-des-lieux"), typed | {"diagnosis": "Mme Bouchart, née le 12/03/1950"}
    )
    assert answer.status_code == 422


def test_whoever_only_reads_writes_nothing(client, organisation, membership):
    with organisation_scope(organisation):
        cycle = started(membership)
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)
    assert client.get(url("cycle", cycle.pk)).status_code == 200
    assert client.get(url("cycle_start")).status_code == 403
    for name in ("action_add", "cycle_link", "cycle_freeze", "cycle_drop"):
        assert client.post(url(name, cycle.pk), {}).status_code == 403


def test_dropped_it_counts_for_nothing_and_is_resumed(logged_in, organisation, membership):
    with organisation_scope(organisation):
        cycle = started(membership, **FIRST)
    logged_in.post(url("cycle_drop", cycle.pk))
    with organisation_scope(organisation):
        assert queries.level_of_year(2026) == 0
    assert logged_in.get(url("cycle", cycle.pk)).status_code == 200
    logged_in.post(url("cycle_resume", cycle.pk))
    with organisation_scope(organisation):
        assert queries.level_of_year(2026) == 1


def test_the_year_being_declared_keeps_its_level_until_it_is_frozen(inside, membership, monkeypatch):
    started(membership, **FIRST)
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2027, 1, 1, 9, tzinfo=dt.UTC))
    assert queries.level_of_year(2026) == 1
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2028, 1, 1, 9, tzinfo=dt.UTC))
    assert queries.level_of_year(2026) == 0


def test_the_list_costs_the_same_whatever_its_length(logged_in, organisation, membership, page_queries):
    def more():
        with organisation_scope(organisation):
            complete(membership)
            complete(membership)

    more()
    logged_in.get(url("quality"))
    with page_queries(QUERIES):
        logged_in.get(url("quality"))
    more()
    with page_queries(QUERIES):
        logged_in.get(url("quality"))


QUERIES = 8


def test_the_year_of_the_aci_counts_the_level_unless_another_is_typed(logged_in, organisation, membership):
    address = reverse("aci:inputs", args=["chastel", 2026])
    with organisation_scope(organisation):
        started(membership, **FIRST)
    field = soup(logged_in.get(address)).select_one("#id_qualite")
    assert field.select_one("[value='']").get_text() == "comme dans Qualité"
    typed = {"patients": "1000", "heures": "12+", "sas": "none", "label": "standard"}
    worth = {}
    for level in ("", "0"):
        answer = logged_in.post(address, typed | {"qualite": level}, follow=True)
        assert answer.status_code == 200
        row = soup(answer).select_one("#quality")
        worth[level] = row.select_one(".fil-list-side").get_text(" ", strip=True)
    assert worth[""] != worth["0"]


def test_a_cycle_written_before_its_reason_was_asked_keeps_its_level(organisation, membership):
    name = "0006_keep_the_level_of_cycles_begun_before"
    migration = import_module(f"filrouge.modules.indicators.migrations.{name}")
    apps = MigrationLoader(connection).project_state(("indicators", name)).apps
    with organisation_scope(organisation):
        written, begun = started(membership, **FIRST | {"theme_reason": ""}), started(membership)
        told = started(membership, **FIRST)
        assert state_of(written).level == 0

    migration.forward(apps, connection.schema_editor())
    with organisation_scope(organisation):
        assert [state_of(one).level for one in (written, begun, told)] == [1, 0, 1]
        assert [state_of(one).cycle.theme_reason for one in (begun, told)] == ["", FIRST["theme_reason"]]

    migration.backward(apps, connection.schema_editor())
    with organisation_scope(organisation):
        assert [state_of(one).level for one in (written, told)] == [0, 1]
