import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.aci.engine import Crisis, simulate
from filrouge.modules.aci.queries.causes import ASSOCIATES, GATE, PATIENTS, WORK, causes
from filrouge.modules.aci.queries.whatif import compare
from filrouge.modules.aci.tests.test_engine import CITY, RURAL, TOWN
from filrouge.modules.aci.tests.test_whatif import CHOSEN
from tests.factories import YearInputsFactory
from tests.htmx import soup

CASES = st.sampled_from([RURAL, TOWN, CITY])


@given(CASES, CASES, CHOSEN)
def test_causes_add_up_to_the_difference_and_none_of_them_is_nothing(before, after, chosen):
    after = compare(after, chosen).after.case
    found = causes(before, after)

    assert sum(cause.euros for cause in found) == simulate(after).total_euros - simulate(before).total_euros
    assert all(cause.euros for cause in found)
    assert [abs(cause.euros) for cause in found] == sorted((abs(cause.euros) for cause in found), reverse=True)


@pytest.mark.parametrize(("after", "label"), [
    (replace(RURAL, patients=3600), PATIENTS),
    (replace(RURAL, associates=14), ASSOCIATES),
    (replace(RURAL, protocols=5), WORK),
    (replace(RURAL, crisis=Crisis(plan=False)), GATE),
])  # fmt: skip
def test_one_change_has_one_cause(after, label):
    assert [cause.label for cause in causes(RURAL, after)] == [label]


def test_the_same_year_has_no_cause():
    assert causes(RURAL, RURAL) == []


@pytest.mark.django_db
def test_the_page_says_what_the_difference_is_made_of(logged_in, organisation, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC))
    with organisation_scope(organisation):
        YearInputsFactory(year=2025, case=RURAL)
        YearInputsFactory(year=2026, case=replace(RURAL, associates=14, protocols=5))
    page = soup(logged_in.get(reverse("aci:year", args=["chastel"]) + "?annee=2026"))
    text = page.get_text(" ", strip=True).replace("\u202f", " ").replace("\xa0", " ")

    assert "dont + 1 400 € d’associés, + 700 € de ce que fait l’équipe" in text
    line = page.select_one("#protocols").get_text(" ", strip=True).replace("\u202f", " ").replace("\xa0", " ")
    assert "2025 : 2 800 € (+ 700 €)" in line
    assert simulate(RURAL).total_euros == Decimal(68530)
