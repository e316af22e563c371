"""What people type by mistake, twice, or at the same time as somebody else."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.queries import history_of
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.indicators import queries, services
from filrouge.modules.indicators.models import Reading
from filrouge.modules.indicators.services import Given
from filrouge.modules.indicators.views import shape
from tests.factories import IndicatorFactory, PersonFactory, ReadingFactory
from tests.htmx import soup

pytestmark = pytest.mark.django_db
QUARTER = dt.date(2026, 7, 1)
PAGE = "2026-07-01"


def url(name, *args):
    return reverse(f"indicators:{name}", args=["chastel", *args])


def values(organisation):
    with organisation_scope(organisation):
        return [row.value for row in Reading.objects.select_related("indicator").order_by("pk")]


@pytest.mark.parametrize(
    ("typed", "kept"), [("12,5", "12.50"), ("12.5", "12.50"), ("1 234", "1234.00"), ("1\u202f234,5", "1234.50")]
)
def test_a_number_is_written_as_people_write_it(logged_in, organisation, typed, kept):
    with organisation_scope(organisation):
        one = IndicatorFactory(kind="number", denominator="", unit="kits")
    assert logged_in.post(url("value", one.pk, PAGE), {"numerator": typed}).status_code == 302
    assert values(organisation) == [Decimal(kept)]
    shown = soup(logged_in.get(url("value", one.pk, PAGE))).select_one("[name=numerator]")["value"]
    assert shown == kept.rstrip("0").rstrip(".").replace(".", ",")


@pytest.mark.parametrize(
    ("typed", "among", "word"),
    [
        ("douze", "30", "Écrivez un nombre seul"),
        ("60 %", "100", "Écrivez un nombre seul"),
        ("1,2,3", "30", "Écrivez un nombre seul"),
        ("-3", "30", "moins que zéro"),
        ("3", "0", "plus grand que zéro"),
        ("3", "", "obligatoire"),
        ("31", "30", "plus que le total"),
        ("1,234", "30", "2 chiffres"),
        ("99999999999", "30", "10 chiffres"),
    ],
)
def test_what_is_no_count_is_said_beside_it(logged_in, organisation, typed, among, word):
    with organisation_scope(organisation):
        one = IndicatorFactory()
    answer = logged_in.post(url("value", one.pk, PAGE), {"numerator": typed, "denominator": among})
    assert answer.status_code == 422
    assert word in soup(answer).get_text().replace("\xa0", " ")
    assert values(organisation) == []


def test_the_file_of_a_series_is_named_after_it_and_read_by_a_french_spreadsheet(logged_in, organisation):
    with organisation_scope(organisation):
        one = ReadingFactory(indicator=IndicatorFactory(title="Grippe, 65 ans"), comment="=2+3").indicator
    answer = logged_in.get(url("series_export", one.pk, "csv"))
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert 'filename="indicateur-grippe-65-ans-2026-10-20.csv"' in answer["Content-Disposition"]
    assert lines[0].startswith("Période;Du;Au;")
    assert ";30,00;" in lines[1]
    assert "'=2+3" in lines[1]


def test_given_twice_by_link_it_is_written_once(inside):
    owner = PersonFactory()
    one = IndicatorFactory(owner=owner)
    actor, given = Actor(owner.full_name, person_id=owner.pk), Given(one, QUARTER, Decimal(40), Decimal(80))
    assert services.give_value(given, by=actor) is not None
    assert services.give_value(given, by=actor) is None
    assert history_of(one).count() == 1


def test_once_validated_it_no_longer_changes_by_link(inside, membership):
    owner = PersonFactory()
    one = IndicatorFactory(owner=owner)
    actor, given = Actor(owner.full_name, person_id=owner.pk), Given(one, QUARTER, Decimal(40), Decimal(80))
    services.accept(services.give_value(given, by=actor), by=membership)

    assert services.give_value(given, by=actor) is None
    with pytest.raises(ValidationError, match="dites-le à la coordination"):
        services.give_value(Given(one, QUARTER, Decimal(70), Decimal(80)), by=actor)
    assert [(row.value, row.state) for row in Reading.objects.all()] == [(50, "valid")]


def test_what_somebody_else_gave_meanwhile_is_read_before_it_is_replaced(logged_in, organisation):
    with organisation_scope(organisation):
        reading = ReadingFactory(first_on=QUARTER)
    address = url("value", reading.indicator_id, PAGE)
    mine, theirs = (soup(logged_in.get(address)).select_one("[name=seen]")["value"] for _browser in "ab")
    logged_in.post(address, {"numerator": "70", "denominator": "100", "seen": theirs})

    answer = logged_in.post(address, {"numerator": "50", "denominator": "100", "seen": mine})
    assert answer.status_code == 422
    assert "a donné 70 %" in soup(answer).get_text().replace("\xa0", " ")
    assert values(organisation) == [70]

    seen = soup(answer).select_one("[name=seen]")["value"]
    logged_in.post(address, {"numerator": "50", "denominator": "100", "seen": seen})
    assert values(organisation) == [50]


def test_a_line_of_the_grid_left_as_it_was_shown_undoes_nothing(logged_in, organisation, membership):
    with organisation_scope(organisation):
        corrected, waiting = (ReadingFactory(first_on=QUARTER, state=state) for state in ("valid", "waiting"))
        ReadingFactory(indicator=IndicatorFactory(title="Autre"), first_on=dt.date(2026, 4, 1))
    address = url("grid") + "?fin=2026-09"
    page = soup(logged_in.get(address))
    form = {field["name"]: field.get("value", "") for field in page.select("form input[name]")}
    with organisation_scope(organisation):
        services.give_value(Given(corrected.indicator, QUARTER, Decimal(90), Decimal(100)), by=membership)

    logged_in.post(address, form)

    with organisation_scope(organisation):
        found = {row.pk: (row.value, row.state) for row in Reading.objects.all()}
    assert found[corrected.pk] == (90, "valid")
    assert found[waiting.pk][1] == "waiting"  # saving the others does not validate it


def test_a_period_that_runs_is_neither_an_alert_nor_a_success(inside):
    low, high = (IndicatorFactory(title=title, target=60, alert=45) for title in ("bas", "haut"))
    for one, value in ((low, 20), (high, 80)):
        ReadingFactory(indicator=one, first_on=QUARTER, numerator=50, denominator=100, value=50)
        ReadingFactory(indicator=one, first_on=dt.date(2026, 10, 1), numerator=value, denominator=100, value=value)
        line = queries.line_of(queries.indicators().get(pk=one.pk), timezone.localdate())
        assert (line.alert, line.is_met, line.runs) == (0, False, True)
        assert shape.summary_of(line)["last_period"] == "4e trimestre 2026, en cours"
        assert shape.summary_of(line)["alert"] == ""


def test_stopped_then_followed_again_its_series_has_a_gap_and_no_debt(inside, membership, monkeypatch):
    one = IndicatorFactory(starts_on=dt.date(2025, 1, 1))
    for first, value in ((dt.date(2025, 1, 1), 40), (dt.date(2025, 4, 1), 50)):
        ReadingFactory(indicator=one, first_on=first, numerator=value, denominator=100, value=value)
    services.archive(one, by=membership)
    row = services.restore(one, by=membership)
    services.give_value(Given(row, QUARTER, Decimal(60), Decimal(100)), by=membership)

    line = queries.line_of(queries.indicators().get(pk=one.pk), timezone.localdate())
    assert list(shape.chart_of(row, line.points).series[0].values) == [40, 50, None, None, None, None, 60]
    assert line.owed == []
