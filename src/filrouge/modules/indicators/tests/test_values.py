import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.queries import history_of
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.indicators import queries, services
from filrouge.modules.indicators.enums import AciLine
from filrouge.modules.indicators.models import Indicator, Reading
from filrouge.modules.indicators.services import Given
from filrouge.modules.indicators.views import shape
from tests.factories import IndicatorFactory, MembershipFactory, PersonFactory, ReadingFactory
from tests.htmx import soup

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"indicators:{name}", args=["chastel", *args])


def series(indicator, *values):
    """One validated value a quarter, from January 2026."""
    first = indicator.period_of(dt.date(2026, 1, 1))
    for value in values:
        ReadingFactory(indicator=indicator, first_on=first.first, numerator=value, denominator=100, value=value)
        first = first.after


def test_the_whole_library_can_be_taken_and_speaks_of_lines_of_the_scale(inside, membership):
    for code in queries.shipped(dt.date(2026, 10, 20)):
        row = services.take(code, by=membership)
        assert row.aci in {*AciLine.values, ""}
        assert row.definition
        assert row.reference
    assert Indicator.objects.count() >= 25
    assert services.take("hpv", by=membership) == Indicator.objects.get(code="hpv")


def test_a_value_is_made_of_its_two_numbers_and_a_correction_is_remembered(inside, membership):
    one = IndicatorFactory()
    day = dt.date(2026, 7, 1)
    services.give_value(Given(one, day, Decimal(30), Decimal(90)), by=membership)
    reading = services.give_value(Given(one, day, Decimal(45), Decimal(90), "Vu le logiciel"), by=membership)

    assert reading.value == 50
    assert Reading.objects.count() == 1
    assert "33,33 % devient 50 %" in history_of(one).first().sentence
    assert services.give_value(Given(one, day, Decimal(45), Decimal(90), "Vu le logiciel"), by=membership) is None


@pytest.mark.parametrize(
    ("day", "counted", "among", "word"),
    [
        (dt.date(2026, 7, 1), 91, 90, "plus que le total"),
        (dt.date(2026, 7, 1), 0, 0, "plus grand que zéro"),
        (dt.date(2027, 1, 1), 1, 2, "n’a pas commencé"),
        (dt.date(2026, 8, 1), 1, 2, "pas celle de l’indicateur"),
        (dt.date(2026, 7, 1), -1, 2, "moins que zéro"),
    ],
)
def test_what_cannot_be_is_refused(inside, membership, day, counted, among, word):
    with pytest.raises(ValidationError, match=word):
        services.give_value(Given(IndicatorFactory(), day, Decimal(counted), Decimal(among)), by=membership)


def test_a_ratio_may_count_more_than_what_it_is_shared_among(inside, membership):
    one = IndicatorFactory(kind="ratio", unit="jours")
    assert services.give_value(Given(one, dt.date(2026, 7, 1), Decimal(30), Decimal(4)), by=membership).value == 7.5


def test_what_its_owner_gives_waits_and_counts_only_once_accepted(inside, membership):
    owner = PersonFactory()
    one = IndicatorFactory(owner=owner)
    actor = Actor(owner.full_name, person_id=owner.pk)
    given = Given(one, dt.date(2026, 7, 1), Decimal(40), Decimal(80))
    reading = services.give_value(given, by=actor)
    assert not queries.points_of(queries.readings_of(one))
    assert list(queries.to_validate()) == [reading]

    services.ask_again(reading, by=membership, word="Avec les infirmiers ?")
    assert queries.owed(timezone.localdate(), owner.pk)[-1][1].first == dt.date(2026, 7, 1)
    services.accept(services.give_value(given, by=actor), by=membership)
    assert [point.value for point in queries.points_of(queries.readings_of(one))] == [50]
    with pytest.raises(ValidationError, match="n’attend plus"):
        services.accept(reading, by=membership)


def test_somebody_elses_indicator_is_not_given(inside):
    stranger = PersonFactory()
    with pytest.raises(PermissionDenied):
        services.give_value(
            Given(IndicatorFactory(), dt.date(2026, 7, 1), Decimal(1), Decimal(2)),
            by=Actor(stranger.full_name, person_id=stranger.pk),
        )


def test_once_counted_what_it_is_no_longer_changes(inside, membership):
    one = ReadingFactory().indicator
    with pytest.raises(ValidationError, match="la fréquence"):
        services.change_indicator(one, by=membership, frequency=12)
    assert services.change_indicator(one, by=membership, title="Grippe").title == "Grippe"


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"target": Decimal(50), "alert": Decimal(60)}, "mauvais côté"),
        ({"target": Decimal(120)}, "100 %"),
        ({"denominator": ""}, "sur combien"),
    ],
)
def test_an_indicator_that_says_nothing_is_refused(inside, membership, fields, word):
    known = {"title": "x", "definition": "y", "numerator": "a", "denominator": "b", "starts_on": dt.date(2026, 1, 1)}
    with pytest.raises(ValidationError, match=word):
        services.add_indicator(by=membership, **known | fields)


def test_archived_it_asks_for_nothing_and_comes_back_without_its_gap(inside, membership):
    one = services.archive(IndicatorFactory(starts_on=dt.date(2024, 1, 1)), by=membership)
    assert queries.owed(timezone.localdate()) == []
    with pytest.raises(ValidationError, match="rangé"):
        services.give_value(Given(one, dt.date(2026, 7, 1), Decimal(1), Decimal(2)), by=membership)
    services.restore(one, by=membership)
    assert [period.label for _one, period in queries.owed(timezone.localdate())] == ["3e trimestre 2026"]


def test_the_page_says_since_when_it_is_in_alert_and_what_is_owed(logged_in, organisation):
    with organisation_scope(organisation):
        one = IndicatorFactory(target=60, alert=45)
        series(one, 70, 40, 30)
        IndicatorFactory(title="Sans valeur")
    page = soup(logged_in.get(url("indicator", one.pk))).get_text(" ")
    assert "Sous le seuil d’alerte depuis 2 trimestres" in page
    assert "10 points de moins que le trimestre d’avant" in " ".join(page.replace("\xa0", " ").split())
    listed = soup(logged_in.get(url("list"))).get_text(" ")
    assert listed.index(one.title) < listed.index("Sans valeur")
    assert "Sans valeur" in soup(logged_in.get(url("list") + "?etat=late")).get_text()
    assert one.title not in soup(logged_in.get(url("list") + "?etat=waiting")).get_text()


def test_the_grid_keeps_every_line_or_none(logged_in, organisation):
    with organisation_scope(organisation):
        quarter, month = IndicatorFactory(), IndicatorFactory(frequency=1, kind="number", unit="kits")
    q, m = quarter.pk.hex, month.pk.hex
    wrong = {f"{q}-numerator": "9", f"{q}-denominator": "3", f"{m}-numerator": "12"}
    answer = logged_in.post(url("grid") + "?fin=2026-09", wrong)
    assert answer.status_code == 422
    assert "plus que le total" in answer.content.decode()
    with organisation_scope(organisation):
        assert not Reading.objects.exists()

    logged_in.post(url("grid") + "?fin=2026-09", wrong | {f"{q}-denominator": "12"})
    with organisation_scope(organisation):
        assert {row.period.label: row.value for row in Reading.objects.select_related("indicator")} == {
            "3e trimestre 2026": 75,
            "septembre 2026": 12,
        }


def test_a_patient_in_a_comment_is_told(logged_in, organisation):
    with organisation_scope(organisation):
        one = IndicatorFactory()
    typed = {"numerator": "1", "denominator": "2", "comment": "Mme Bouchart née le 12/03/1950 n’est pas comptée"}
    assert logged_in.post(url("value", one.pk, "2026-07-01"), typed).status_code == 422
    with organisation_scope(organisation):
        assert not Reading.objects.exists()


def test_whoever_only_reads_changes_nothing(client, organisation):
    with organisation_scope(organisation):
        reading = ReadingFactory(state="waiting")
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)
    assert client.get(url("indicator", reading.indicator_id)).status_code == 200
    for name, argument in (("grid", ()), ("library", ()), ("edit", (reading.indicator_id,))):
        assert client.get(url(name, *argument)).status_code == 403
    for name, key in (("accept", reading.pk), ("ask_again", reading.pk), ("archive", reading.indicator_id)):
        assert client.post(url(name, key), {"word": "x"}).status_code == 403


def test_what_the_work_counts_is_shown_and_leads_to_its_rows(logged_in, organisation, membership):
    page = soup(logged_in.get(url("list")))
    assert page.find("a", string="Réunions tenues")["href"] == url("computed") + "#meetings-held"
    computed = soup(logged_in.get(url("computed")))
    assert "par année" in computed.select_one("#meetings-held figcaption").get_text()  # none is held yet
    rows = computed.select_one("#meetings-held a")
    assert rows["href"].startswith(reverse("meetings:numbers", args=["chastel"]))


def test_the_months_of_what_the_work_counts_are_drawn_beside_those_of_the_year_before():
    def given(*months):
        return registry.Indicator("x", "Réunions", sum(months), "réunions", "tenues", months=months)

    chart = shape.computed_chart(queries.Computed(given(1, 2), [(2025, given(*[3] * 12)), (2026, given(1, 2))]))
    assert [series.label for series in chart.series] == ["2025", "2026"]
    assert list(chart.series[1].values) == [1, 2, *[None] * 10]


def test_what_is_owed_is_a_deadline_of_its_owner(inside, membership):
    owner = PersonFactory()
    IndicatorFactory(title="Grippe", owner=owner, starts_on=dt.date(2026, 7, 1))
    (found,) = registry.deadlines.get("indicators")(membership)
    assert (found.due_on, found.person_id) == (dt.date(2026, 10, 15), owner.pk)


LIST = 15


def test_the_list_costs_the_same_whatever_its_length(logged_in, organisation, page_queries):
    def more():
        with organisation_scope(organisation):
            for _ in range(4):
                series(IndicatorFactory(owner=PersonFactory()), 10, 20)

    more()
    logged_in.get(url("list"))
    with page_queries(LIST):
        logged_in.get(url("list"))
    more()
    with page_queries(LIST):
        logged_in.get(url("list"))
