import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.aci import services
from filrouge.modules.aci.engine import scale_of
from filrouge.modules.aci.engine.lines import RULES
from filrouge.modules.aci.models import YearInputs
from filrouge.modules.aci.queries.why import PLACES, places_of
from filrouge.modules.aci.tests.test_engine import CITY, RURAL
from tests.factories import MembershipFactory, YearInputsFactory
from tests.htmx import assert_same_fragment, soup

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def autumn(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC))


def address(code, year=2026):
    return reverse("aci:why", args=["chastel", year, code])


def text_of(client, code):
    page = soup(client.get(address(code)))
    return page.select_one("main .card-body").get_text(" ", strip=True).replace("\xa0", " ").replace("\u202f", " ")


def test_every_line_says_on_what_it_is_computed():
    assert set(PLACES) == set(RULES) == set(scale_of(2026).indicators)


def test_the_formula_the_source_and_the_numbers_stand_together(logged_in, organisation):
    with organisation_scope(organisation):
        YearInputsFactory(year=2026, case=RURAL)
    text = text_of(logged_in, "coordination")

    assert "2 445 points = 1 000 + 1 700 × 3 400 / 4 000." in text
    assert "2 445 points × 7 € = 17 115,00 €" in text
    assert "Guide Cnam, p. 20 à 22" in text
    assert "Patients d’un médecin associé saisi 3 400" in text
    assert "Aucune preuve" in text


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_line_opens_alone_or_inside_the_year(logged_in, organisation, code):
    with organisation_scope(organisation):
        YearInputsFactory(year=2026, case=CITY)
    assert_same_fragment(logged_in, address(code), ".fil-why")


def test_each_number_says_who_typed_it_last_and_when(organisation, membership, logged_in, monkeypatch):
    with organisation_scope(organisation):
        services.keep_year(2026, by=membership, facts={"protocols": 3, "trainees": 2})
        other = MembershipFactory(organisation=organisation, user__first_name="Sofia", user__last_name="Belmont")
        monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC))
        services.keep_year(2026, by=other, facts={"protocols": 4, "trainees": 2})

    assert f"saisi par {other.user} le mardi 24 novembre" in text_of(logged_in, "protocols")
    assert f"saisi par {membership.user} le vendredi 20 novembre" in text_of(logged_in, "training")
    assert "personne ne l’a dit" in text_of(logged_in, "sas")


def test_the_associates_that_count_are_named(logged_in, organisation, membership):
    with organisation_scope(organisation):
        services.keep_year(2026, by=membership, facts={"associates": 13}, associates_reason="Liste de la CPAM")
    text = text_of(logged_in, "is_standard")

    assert "Retenus : 13 (Liste de la CPAM)" in text
    assert "Personne n’est noté associé" in text


def test_the_year_loads_the_rows_when_a_line_is_opened(logged_in, organisation):
    with organisation_scope(organisation):
        YearInputsFactory(year=2026, case=RURAL)
    page = soup(logged_in.get(reverse("aci:year", args=["chastel"]) + "?annee=2026"))
    place = page.select_one("#rcp [hx-get]")

    assert place["hx-get"] == place.a["href"] == address("rcp")
    assert logged_in.get(address("inconnu")).status_code == 404
    assert logged_in.get(address("rcp", 2025)).status_code == 404


def test_numbers_that_contradict_each_other_lead_back_to_the_year(logged_in, organisation):
    with organisation_scope(organisation):
        YearInputs(year=2026, facts={"rcp": {"files": 40, "eligible_patients": 10}}).save()
    assert logged_in.get(address("rcp")).status_code == 302


def test_places_of_what_is_typed():
    assert places_of({"rcp": {"files": 3}, "patients": 10}) == {"rcp.files": 3, "patients": 10}
