import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from filrouge.kernel.links import services as links
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.indicators import notifications, queries, services
from filrouge.modules.indicators.engine import period_of
from filrouge.modules.indicators.models import CountSheet, Reading
from filrouge.modules.indicators.services import Given
from tests.factories import IndicatorFactory, MembershipFactory, PersonFactory
from tests.htmx import soup
from tests.paths import path_in

pytestmark = pytest.mark.django_db
SEPTEMBER = dt.date(2026, 9, 1)


@pytest.fixture
def sheet(organisation, membership):
    """Of September, a line a day, with two numbers."""
    with organisation_scope(organisation):
        one = IndicatorFactory(title="Grippe", frequency=1, starts_on=SEPTEMBER)
        return services.prepare_sheet(one, by=membership, first_on=SEPTEMBER)


def url(name, *args):
    return reverse(f"indicators:{name}", args=["chastel", *args])


def typed(lines, total):
    numbers = {f"{letter}-{rank}": line[i] for rank, line in enumerate(lines) for i, letter in enumerate("nd")}
    return numbers | {"n-total": total[0], "d-total": total[1]}


def readings(organisation):
    with organisation_scope(organisation):
        return [(row.numerator, row.denominator, row.state) for row in Reading.objects.all()]


def test_the_lines_are_days_weeks_or_persons(inside):
    days = queries.lines_of_sheet(period_of(SEPTEMBER, 1), "day")
    assert len(days) == 26  # thirty days, four Sundays
    assert days[0] == "mardi 1"
    assert len(queries.lines_of_sheet(period_of(SEPTEMBER, 3), "day")) == 14
    person = PersonFactory(first_name="Nadia", last_name="Colin")
    assert person.full_name in queries.lines_of_sheet(period_of(SEPTEMBER, 1), "person")


def test_the_paper_prints_and_carries_its_code(logged_in, sheet):
    assert logged_in.get(url("sheet_pdf", sheet.code)).content.startswith(b"%PDF")
    assert logged_in.get(url("method_pdf", sheet.indicator_id)).content.startswith(b"%PDF")
    answer = logged_in.get(url("sheets") + f"?code= {sheet.code.lower()}")
    assert answer["Location"] == url("sheet", sheet.code)
    assert "Aucune feuille n’a ce code" in soup(logged_in.get(url("sheets") + "?code=ZZZ")).get_text()


def test_what_comes_back_is_checked_against_its_own_total(logged_in, organisation, sheet):
    answer = logged_in.post(url("sheet", sheet.code), typed([(3, 4), (5, 6)], (9, 10)))
    assert answer.status_code == 422
    assert "les lignes font 8, le total de la feuille 9" in soup(answer).get_text()
    assert readings(organisation) == []
    answer = logged_in.post(url("sheet", sheet.code), typed([(5, 4)], (5, 4)))
    assert "mardi 1" in soup(answer).select_one("[role=alert], .fil-alert, .alert").get_text()

    logged_in.post(url("sheet", sheet.code), typed([(3, 4), (5, 6)], (8, 10)))
    assert readings(organisation) == [(8, 10, "valid")]


def test_two_sheets_of_a_period_add_up_and_a_correction_replaces(logged_in, organisation, membership, sheet):
    with organisation_scope(organisation):
        other = services.prepare_sheet(sheet.indicator, by=membership, first_on=SEPTEMBER)
    logged_in.post(url("sheet", sheet.code), typed([(3, 4)], (3, 4)))
    logged_in.post(url("sheet", other.code), typed([(2, 4)], (2, 4)))
    assert readings(organisation) == [(5, 8, "valid")]
    logged_in.post(url("sheet", sheet.code), typed([(1, 4)], (1, 4)))
    assert readings(organisation) == [(3, 8, "valid")]


def test_a_sheet_never_replaces_what_was_typed_unless_it_is_said(logged_in, organisation, membership, sheet):
    with organisation_scope(organisation):
        given = Given(sheet.indicator, SEPTEMBER, Decimal(12), Decimal(20), "Relevé de la CPAM")
        services.give_value(given, by=membership)
        path = path_in(links.url_of(notifications.values_link(PersonFactory())))
    refused = logged_in.post(url("sheet", sheet.code), typed([(3, 4)], (3, 4)))
    assert refused.status_code == 422
    assert "Une valeur est déjà là" in soup(refused).get_text()
    by_link = Client().post(f"{path}?feuille={sheet.code}", typed([(3, 4)], (3, 4)) | {"replaces": "on"})
    assert "donnez la feuille à la coordination" in soup(by_link).get_text()
    assert readings(organisation) == [(12, 20, "valid")]

    logged_in.post(url("sheet", sheet.code), typed([(3, 4)], (3, 4)) | {"replaces": "on"})
    assert readings(organisation) == [(3, 4, "valid")]
    with organisation_scope(organisation):
        assert Reading.objects.get().comment == "Relevé de la CPAM"


def test_whoever_holds_the_paper_enters_it_by_their_link_and_it_waits(client, organisation, sheet):
    with organisation_scope(organisation):
        path = path_in(links.url_of(notifications.values_link(PersonFactory())))
    assert "Code en bas du papier" in soup(client.get(path)).get_text()
    assert sheet.indicator.title in soup(client.get(f"{path}?feuille={sheet.code}")).get_text()
    client.post(f"{path}?feuille={sheet.code}", typed([(3, 4)], (3, 4)))
    assert readings(organisation) == [(3, 4, "waiting")]
    again = client.get(f"{path}?feuille={sheet.code}", follow=True)
    assert "Aucune feuille à saisir n’a ce code" in soup(again).get_text()


def test_a_sheet_that_came_back_is_not_removed(logged_in, organisation, membership, sheet):
    with organisation_scope(organisation):
        kept = services.prepare_sheet(sheet.indicator, by=membership, first_on=SEPTEMBER)
    logged_in.post(url("sheet", kept.code), typed([(3, 4)], (3, 4)))
    for one in (sheet, kept):
        logged_in.post(url("sheet_remove", one.code))
    with organisation_scope(organisation):
        assert list(CountSheet.objects.values_list("code", flat=True)) == [kept.code]


def test_the_method_is_written_once_for_all(logged_in, organisation, sheet):
    address = url("method_edit", sheet.indicator_id)
    logged_in.post(address, {"inclusion": "Tout vaccin fait", "exclusion": "Les rappels"})
    logged_in.post(address, {"inclusion": "Tout vaccin fait ici"})
    page = soup(logged_in.get(url("method", sheet.indicator_id))).get_text()
    assert "Tout vaccin fait ici" in page
    assert "Les rappels" not in page
    wrong = {"inclusion": "Mme Bouchart, née le 12/03/1950"}
    assert logged_in.post(address, wrong).status_code == 422


def test_a_sheet_is_prepared_for_a_person_from_the_page(logged_in, organisation, sheet):
    with organisation_scope(organisation):
        person = PersonFactory()
    asked = {"first_on": "2026-10-01", "lines_by": "person", "person": person.pk}
    page = logged_in.post(url("sheet_prepare", sheet.indicator_id), asked, follow=True)
    assert "prête à imprimer" in page.content.decode()
    assert str(person) in soup(page).get_text()


def test_nothing_is_counted_for_what_is_no_longer_followed(inside, membership):
    one = services.archive(IndicatorFactory(), by=membership)
    with pytest.raises(ValidationError, match="rangé"):
        services.prepare_sheet(one, by=membership, first_on=SEPTEMBER)


def test_whoever_only_reads_prints_but_enters_nothing(client, organisation, sheet):
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)
    assert client.get(url("method", sheet.indicator_id)).status_code == 200
    assert client.get(url("sheet_pdf", sheet.code)).status_code == 200
    assert client.get(url("sheet", sheet.code)).status_code == 403
    assert client.post(url("sheet_remove", sheet.code)).status_code == 403
    assert client.post(url("sheet_prepare", sheet.indicator_id)).status_code == 403
