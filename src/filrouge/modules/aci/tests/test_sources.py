"""Where a number that was typed comes from: said once, shown where it counts, taken away and put back."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.aci import queries, services
from filrouge.modules.aci.models import SOURCED
from filrouge.modules.aci.tests.test_engine import RURAL
from filrouge.modules.aci.views.why import FIELD_OF
from tests.factories import MembershipFactory, YearInputsFactory
from tests.htmx import soup

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 1, 12)
SAID = {"text": "Relevé de la CPAM", "on": "2026-01-12"}


@pytest.fixture(autouse=True)
def autumn(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC))


@pytest.fixture
def year(organisation):
    with organisation_scope(organisation):
        YearInputsFactory(year=2026, case=RURAL)


def address(name, code="patients"):
    return reverse(f"aci:{name}", args=["chastel", 2026, code])


def paper(name="releve.txt"):
    return SimpleUploadedFile(name, b"3 400 patients")


def card(client):
    page = soup(client.get(reverse("aci:year", args=["chastel"]) + "?annee=2026"))
    return page.select_one("#sources")


def test_a_source_is_said_then_shown_beside_its_number(logged_in, organisation, year):
    answer = logged_in.post(address("source"), SAID | {"upload": paper()})

    assert answer.status_code == 302
    with organisation_scope(organisation):
        row = queries.sources_of(2026)["patients"]
        where = row.file.get_absolute_url()
    assert card(logged_in).select_one(f'a[href="{where}"]').get_text() == "Relevé de la CPAM"
    why = soup(logged_in.get(reverse("aci:why", args=["chastel", 2026, "coordination"])))
    assert why.select_one(f'.fil-why-facts a[href="{where}"]')
    sheet = b"".join(logged_in.get(reverse("aci:export", args=["chastel", "csv"]) + "?annee=2026")).decode("utf-8-sig")
    assert "Relevé de la CPAM, " in sheet
    assert "releve.txt" in sheet


def test_a_second_time_replaces_the_first_and_keeps_its_file(organisation, membership, year):
    with organisation_scope(organisation):
        first = services.keep_source(2026, "c2s", by=membership, text="Relevé", on=DAY, upload=paper())
        second = services.keep_source(2026, "c2s", by=membership, text="Relevé corrigé", on=DAY)

        assert (second.pk, second.text, second.file) == (first.pk, "Relevé corrigé", first.file)


def test_what_is_taken_away_is_put_back(logged_in, organisation, membership, year):
    with organisation_scope(organisation):
        services.keep_source(2026, "patients", by=membership, text="Relevé de la CPAM", on=DAY, upload=paper())
    logged_in.post(address("source_remove"))

    assert "Relevé de la CPAM" not in card(logged_in).get_text()
    with organisation_scope(organisation):
        assert list(registry.portability.get("aci.sources")()) == []
    assert "La remettre" in soup(logged_in.get(address("source"))).get_text()
    logged_in.post(address("source_restore"))
    assert "Relevé de la CPAM" in card(logged_in).get_text()
    with organisation_scope(organisation):
        (row,) = registry.portability.get("aci.sources")()
        assert row["source"] == "Relevé de la CPAM"


def test_another_source_after_a_removal_does_not_bring_the_old_file_back(organisation, membership, year):
    with organisation_scope(organisation):
        services.keep_source(2026, "ame", by=membership, text="Relevé", on=DAY, upload=paper())
        services.remove_source(2026, "ame", by=membership)

        assert services.keep_source(2026, "ame", by=membership, text="Courriel", on=DAY).file is None


def test_a_patient_is_not_named_and_the_day_makes_sense(logged_in, organisation, membership, year):
    named = logged_in.post(address("source"), SAID | {"text": "NIR 2 69 05 49 588 157 80"})

    assert named.status_code == 422
    with organisation_scope(organisation):
        assert queries.sources_of(2026) == {}
        with pytest.raises(ValidationError, match="Cette date ne va pas"):
            services.keep_source(2026, "c2s", by=membership, text="Relevé", on=dt.date(2031, 1, 1))
    assert logged_in.get(address("source", "inconnue")).status_code == 404


def test_only_who_types_the_year_says_its_sources(organisation, year):
    with organisation_scope(organisation):
        other = MembershipFactory(organisation=organisation, roles=["professional"])
        for act in (services.remove_source, services.restore_source):
            with pytest.raises(PermissionDenied):
                act(2026, "c2s", by=other)
        with pytest.raises(PermissionDenied):
            services.keep_source(2026, "c2s", by=other, text="Relevé", on=DAY)


def test_the_base_of_the_rcp_has_its_source_here_only_when_it_is_typed_here(logged_in, organisation, membership):
    with organisation_scope(organisation):
        services.keep_year(2026, by=membership, facts={"patients": 3400})
    assert not card(logged_in).select_one(f'a[href="{address("source", "eligible")}"]')
    with organisation_scope(organisation):
        services.keep_year(2026, by=membership, facts={"patients": 3400, "rcp": {"eligible_patients": 400}})
    assert card(logged_in).select_one(f'a[href="{address("source", "eligible")}"]')


def test_every_number_with_a_source_is_one_of_a_case():
    assert {one.place for one in SOURCED.values()} <= set(FIELD_OF)
