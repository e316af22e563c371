import datetime as dt
from datetime import date
from decimal import Decimal
from fractions import Fraction
from importlib import import_module

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.aci import queries, services
from filrouge.modules.aci.engine import Case, case_as_data, case_from, simulate
from filrouge.modules.aci.engine.dates import first_day, share_from, software_share
from filrouge.modules.aci.models import SETTINGS, YearSettings
from tests.factories import MembershipFactory, YearInputsFactory
from tests.htmx import soup

days_of_a_year = st.dates(date(2022, 1, 1), date(2040, 12, 31))


@pytest.fixture(autouse=True)
def autumn(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC))


@pytest.mark.parametrize(
    ("first", "unit", "expected"),
    [
        (None, "days", Fraction(1)),
        (date(2025, 3, 1), "days", Fraction(1)),
        (date(2026, 1, 1), "days", Fraction(1)),
        (date(2026, 7, 1), "days", Fraction(184, 365)),
        (date(2026, 7, 1), "months", Fraction(1, 2)),
        (date(2026, 7, 31), "months", Fraction(1, 2)),
        (date(2026, 12, 31), "days", Fraction(1, 365)),
        (date(2027, 1, 1), "days", Fraction(0)),
    ],
)
def test_the_part_of_a_year_that_a_day_begins(first, unit, expected):
    assert share_from(first, 2026, unit) == expected


def test_a_leap_year_has_one_day_more():
    assert share_from(date(2028, 7, 1), 2028, "days") == Fraction(184, 366)


@given(days_of_a_year)
def test_a_part_leads_back_to_its_day(day):
    assert first_day(share_from(day, day.year, "days"), day.year, "days") == day
    assert first_day(share_from(day, day.year, "months"), day.year, "months") == day.replace(day=1)


@given(days_of_a_year, days_of_a_year, st.sampled_from(["days", "months"]))
def test_no_month_is_taken_away_twice(contract, software, unit):
    """The contract's part times the software's is the part that follows the later of both."""
    year = contract.year
    both = share_from(contract, year, unit) * software_share(software, contract, year, unit)

    assert both == share_from(max(contract, software), year, unit)


def test_a_part_that_no_decimal_says_travels_exactly():
    case = case_from({"contract_prorata": "184/365", "information_system": {"prorata": "1/3"}})

    assert case.contract_prorata == Fraction(184, 365)
    assert case_from(case_as_data(case)) == case
    assert "(500 + 200 × 15) × 1 / 3" in simulate(case)["is_standard"].formula


def test_every_setting_is_shipped_with_its_source_and_its_confidence():
    for year in (2022, 2023, 2026):
        known = queries.national_settings(year)
        assert set(known.rows) == set(SETTINGS)
        for row in known.rows.values():
            assert row.rule.source
            assert row.rule.confidence in {"high", "medium", "low"}
            assert row.said
            assert not row.is_own
    assert known.days["closes"] == date(2027, 1, 31)
    assert (known.c2s.is_sure, known["aci_payments.advance"].is_sure) == (False, True)


pytestmark = pytest.mark.django_db


@pytest.fixture
def inside(organisation):
    with organisation_scope(organisation):
        yield organisation


def total(membership, year=2026):
    return queries.value_of(membership, queries.inputs_of(year)).result.total_euros


def test_a_value_of_the_team_takes_the_place_of_the_national_one_and_is_taken_back(inside, membership):
    YearInputsFactory(year=2026, facts={"patients": 4000, "associates": 13, "c2s_rate": "9.5"})
    before = total(membership)
    services.keep_settings(2026, by=membership, values={"aci_rates.c2s": "8.5"}, why="Courrier de la CPAM")
    row = queries.settings_of(2026).c2s
    assert (row.value, row.is_own, row.difference) == (Decimal("8.5"), True, "+ 1 point")
    changed = total(membership)
    assert changed < before

    services.reset_setting(2026, "aci_rates.c2s", by=membership)
    assert total(membership) == before
    services.undo_settings(2026, by=membership)
    assert total(membership) == changed
    services.undo_settings(2026, by=membership)
    assert total(membership) == before


def test_the_day_of_the_contract_holds_for_the_years_that_follow_and_rates_do_not(inside, membership):
    values = {"aci_rates.c2s": "8.1", "aci_prorata.unit": "months"}
    services.keep_settings(2025, by=membership, values=values, contract_starts_on=date(2025, 7, 1))

    assert queries.settings_of(2024).parts["contract_prorata"] == "1"
    assert queries.settings_of(2025).parts["contract_prorata"] == "1/2"
    later = queries.settings_of(2026)
    assert (later.contract_starts_on, later.parts["contract_prorata"]) == (date(2025, 7, 1), "1")
    assert not later.c2s.is_own


def test_a_contract_begun_in_the_year_pays_its_part(inside, membership):
    inputs = YearInputsFactory(year=2026, facts={"patients": 4000, "associates": 13})
    whole = queries.value_of(membership, inputs).result
    services.keep_settings(2026, by=membership, values={}, contract_starts_on=date(2026, 7, 1))
    part = queries.value_of(membership, inputs).result

    assert part.case.contract_prorata == Fraction(184, 365)
    assert part.total_euros == round(whole.base_euros * 184 / 365, 2)


@pytest.mark.parametrize(
    ("values", "days", "said"),
    [
        ({"aci_rates.c2s": "140"}, {}, "pas possible"),
        ({"aci_rates.c2s": "NaN"}, {}, "pas possible"),
        ({"aci_prorata.unit": "weeks"}, {}, "pas possible"),
        ({"aci_campaign.closes": "31/01"}, {}, "pas possible"),
        ({"aci_rates.cmu": "7"}, {}, "Réglage inconnu"),
        ({}, {"contract_starts_on": date(2027, 2, 1)}, "vient après 2026"),
        ({}, {"contract_starts_on": date(2016, 2, 1)}, "avant 2017"),
    ],
)
def test_what_a_setting_cannot_be_is_told(inside, membership, values, days, said):
    with pytest.raises(ValidationError, match=said):
        services.keep_settings(2026, by=membership, values=values, **days)


def test_years_before_2022_have_no_settings(inside, membership):
    with pytest.raises(ValidationError):
        services.keep_settings(2021, by=membership, values={})


def test_who_may_settle(inside):
    professional = MembershipFactory(organisation=inside, roles=["professional"])
    for act in (
        lambda: services.keep_settings(2026, by=professional, values={}),
        lambda: services.reset_setting(2026, "aci_rates.c2s", by=professional),
        lambda: services.undo_settings(2026, by=professional),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_the_page_shows_the_difference_and_takes_it_back(logged_in, organisation):
    page = reverse("aci:settings", args=["chastel", 2026])
    assert "Annuler le dernier changement" not in logged_in.get(page).content.decode()
    typed = {"aci_rates-c2s": "8.1", "aci_campaign-closes": "2027-02-15", "aci_rates-ame": "0.4"}
    assert logged_in.post(page, typed).status_code == 302
    text = soup(logged_in.get(page)).get_text(" ", strip=True)
    assert "+ 0,6 point" in text
    assert "15 jours plus tard" in text
    with organisation_scope(organisation):
        assert YearSettings.objects.get().values == {"aci_rates.c2s": "8.1", "aci_campaign.closes": "2027-02-15"}

    logged_in.post(reverse("aci:setting_reset", args=["chastel", 2026, "aci_rates.c2s"]))
    logged_in.post(reverse("aci:settings_undo", args=["chastel", 2026]))
    assert "+ 0,6 point" in soup(logged_in.get(page)).get_text(" ", strip=True)
    assert logged_in.post(page, {"aci_rates-c2s": "300"}).status_code == 422
    assert logged_in.get(reverse("aci:settings", args=["chastel", 2021])).status_code == 404


def test_the_truncation_of_the_rate_is_asked_once_with_the_rcp(inside, membership):
    assert queries.facts_of(membership, 2026)["truncate_rcp_rate"] is True


def test_what_was_typed_with_the_year_becomes_a_setting():
    migration = import_module("filrouge.modules.aci.migrations.0006_national_values_leave_the_facts")
    facts = case_as_data(Case(national_c2s_rate=Fraction(8), contract_prorata=Fraction("0.5")))
    found = migration.taken_from(facts, 2026)

    assert found == {"values": {"aci_rates.c2s": "8"}, "contract_starts_on": date(2026, 7, 3)}
    assert "national_c2s_rate" not in facts
    assert "prorata" not in facts["information_system"]
