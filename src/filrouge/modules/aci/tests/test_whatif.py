import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.aci.engine import simulate
from filrouge.modules.aci.models import YearInputs
from filrouge.modules.aci.queries.whatif import CHOICE, KNOBS, MORE, compare
from filrouge.modules.aci.tests.test_engine import CITY, RURAL, TOWN
from tests.factories import YearInputsFactory
from tests.htmx import assert_same_fragment, soup


def values_of(knob):
    if knob.kind == MORE:
        return st.integers(-40, 40)
    if knob.kind == CHOICE:
        return st.sampled_from([value for value, _label in knob.choices])
    return st.decimals(0, 100, places=2)


CHOSEN = st.fixed_dictionaries({}, optional={knob.name: values_of(knob) for knob in KNOBS})


@given(st.sampled_from([RURAL, TOWN, CITY]), CHOSEN)
def test_the_lines_that_differ_add_up_to_the_difference_and_the_total_is_that_of_the_changed_case(case, chosen):
    compared = compare(case, chosen)

    assert compared.before == simulate(case)
    assert compared.after == simulate(compared.after.case)
    assert compared.after.total_euros >= 0
    assert sum(line.euros for line in compared.lines) == compared.after.total_euros - compared.before.total_euros
    assert all(line.euros for line in compared.lines)


@given(st.sampled_from([RURAL, TOWN, CITY]))
def test_nothing_chosen_changes_nothing(case):
    compared = compare(case, {})

    assert (compared.changes, compared.lines, compared.same) == ([], [], True)


@pytest.mark.parametrize(("chosen", "euros"), [
    ({"protocoles": 1}, "700"),
    ({"associes": 1}, "1400"),
    ({"samedi": "ferme"}, "0"),  # closed already
    ({"samedi": "ouvert"}, "840"),
    ({"protocoles": 1, "associes": 1}, "2100"),
    ({"perdu": "coordination"}, "-68530"),
])  # fmt: skip
def test_what_a_few_changes_bring_to_a_team_closed_on_saturday(chosen, euros):
    case = replace(RURAL, opening=replace(RURAL.opening, saturday=False))
    start = simulate(case).total_euros
    if chosen.get("perdu"):
        euros = -start
    compared = compare(case, chosen)

    assert compared.after.total_euros - start == Decimal(euros)
    assert compared.same == (Decimal(euros) == 0)


@pytest.fixture
def rural(organisation, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC))
    with organisation_scope(organisation):
        return YearInputsFactory(year=2026, case=RURAL)


def text_of(client, address):
    return soup(client.get(reverse("aci:whatif", args=["chastel"]) + address)).select_one("#et-si").get_text(" ")


@pytest.mark.django_db
def test_the_changes_are_the_address_and_nothing_is_kept(logged_in, rural, organisation):
    text = text_of(logged_in, "?protocoles=1&c2s=12")
    assert "1 protocole de plus" in text.replace("\xa0", " ")
    assert "Taux de C2S de la structure : 12 %" in text.replace("\xa0", " ").replace("\u202f", " ")
    with organisation_scope(organisation):
        assert YearInputs.objects.get().facts == rural.facts

    assert "Rien ne change" in text_of(logged_in, "?cardiaque=non")
    assert "Choisissez un changement" in text_of(logged_in, "?protocoles=beaucoup&sas=ailleurs")
    assert "Il manque un prérequis" in text_of(logged_in, "?perdu=coordination")


@pytest.mark.django_db
def test_a_change_that_was_tapped_goes_away_when_tapped_again(logged_in, rural):
    page = soup(logged_in.get(reverse("aci:whatif", args=["chastel"]) + "?protocoles=1&ipa=oui"))
    active = {link.get_text(strip=True): link["href"] for link in page.select(".fil-taps a[aria-current]")}
    assert active["Un protocole de plus"] == "?ipa=oui"
    page = soup(logged_in.get(reverse("aci:whatif", args=["chastel"]) + "?protocoles=1&ipa=&rcp="))
    assert page.select_one("[data-copy]")["data-copy"].endswith("/et-si/?protocoles=1")
    assert_same_fragment(logged_in, reverse("aci:whatif", args=["chastel"]) + "?ipa=oui", "#et-si")


@pytest.mark.django_db
def test_a_year_that_is_not_typed_says_where_to_begin(logged_in):
    page = soup(logged_in.get(reverse("aci:whatif", args=["chastel"])))
    assert page.select_one(".fil-empty a.btn")["href"].endswith("/saisir/")
