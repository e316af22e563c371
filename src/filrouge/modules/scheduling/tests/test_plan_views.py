import datetime as dt
from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from filrouge.kernel import registry
from filrouge.kernel.tenancy.models import Site
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.meetings import services as meetings
from filrouge.modules.meetings.models import MeetingType
from filrouge.modules.scheduling import services
from filrouge.modules.scheduling.models import PlanLine, PlannedDate, YearPlan
from tests.factories import (
    MeetingFactory,
    MembershipFactory,
    PersonFactory,
    PlanLineFactory,
    PlannedDateFactory,
    YearPlanFactory,
)
from tests.htmx import soup

pytestmark = pytest.mark.django_db
PAGE_QUERIES = 9


def next_year():
    return timezone.localdate().year + 1


def at(day, hour=12):
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, 30)))


def url(name, *args):
    return reverse(f"scheduling:{name}", args=["chastel", *args])


def text(response):
    return " ".join(soup(response).get_text().split())


@pytest.fixture
def begun(organisation, membership):
    with organisation_scope(organisation):
        Site.objects.create(name="Siège", school_zone="Zone A", is_main=True)
        meetings.install_types(by=membership)
        return services.start_plan(next_year(), by=membership)


@pytest.mark.parametrize("item_count", [1, 3, 12])
def test_year_page_query_count_is_constant(logged_in, organisation, item_count, page_queries):
    with organisation_scope(organisation):
        plan = YearPlanFactory()
        for line in PlanLineFactory.create_batch(item_count, plan=plan):
            PlannedDateFactory.create_batch(3, line=line)

    with page_queries(PAGE_QUERIES):
        response = logged_in.get(url("year", plan.year))

    assert len(soup(response).select("[data-chip]")) == 3 * item_count


def test_an_empty_year_offers_to_be_laid_then_shows_twelve_months(logged_in, organisation, membership):
    with organisation_scope(organisation):
        meetings.install_types(by=membership)
    before = logged_in.get(url("year", next_year()))

    response = logged_in.post(url("plan_start", next_year()), follow=True)

    assert "Proposer une année" in text(before)
    page = soup(response)
    assert len(page.select(".fil-year thead th")) == 12
    assert len(page.select(".fil-year [data-day]")) in {365, 366}
    assert len(page.select("[data-chip]")) == 30
    assert "Créer les réunions (30)" in text(response)


def test_each_day_says_what_stands_in_the_way(logged_in, begun, organisation, membership):
    with organisation_scope(organisation):
        PersonFactory(user=membership.user, days_on_site=[1, 3])

    page = soup(logged_in.get(url("year", begun.year)))

    said = {cell["data-day"]: cell["data-said"] for cell in page.select("[data-day]")}
    assert said[f"{begun.year}-11-11"].startswith("jeudi 11\u00a0novembre : Armistice")
    assert "vous n’êtes pas sur site le mercredi" in said[f"{begun.year}-03-03"]
    assert "vacances" in said[f"{begun.year}-12-27"]


def test_a_date_dropped_elsewhere_answers_with_the_new_calendar(logged_in, organisation, begun):
    with organisation_scope(organisation):
        planned = PlannedDate.objects.first()
    day = f"{begun.year}-03-03"

    moved = logged_in.post(url("plan_date", begun.year, planned.pk), {"day": day}, headers={"HX-Request": "true"})
    refused = logged_in.post(
        url("plan_date", begun.year, planned.pk), {"day": "2020-01-01"}, headers={"HX-Request": "true"}
    )

    assert soup(moved).select_one(f'[data-day="{day}"] [data-chip]')["data-chip"] == str(planned.pk)
    assert soup(moved).select_one("#annee") is not None
    assert (refused.status_code, "choisissez un jour de cette année" in refused.content.decode()) == (422, True)


def test_a_date_moves_by_its_form_without_script(logged_in, organisation, begun):
    with organisation_scope(organisation):
        planned = PlannedDate.objects.first()

    page = logged_in.get(url("plan_date", begun.year, planned.pk))
    response = logged_in.post(
        url("plan_date", begun.year, planned.pk), {"day": f"{begun.year}-03-03", "starts": "18:00"}, follow=True
    )
    removed = logged_in.post(url("plan_date_remove", begun.year, planned.pk), follow=True)

    assert "Retirer cette date" in text(page)
    assert "Date déplacée." in text(response)
    assert "Date retirée du plan." in text(removed)


def test_meetings_are_created_then_taken_back(logged_in, begun):
    created = logged_in.post(url("plan_create", begun.year), follow=True)
    again = logged_in.post(url("plan_create", begun.year), follow=True)
    undone = logged_in.post(url("plan_undo", begun.year), follow=True)

    assert "30 réunions créées" in text(created)
    assert "Rien de nouveau à créer" in text(again)
    assert "30 réunions reprises dans le plan." in text(undone)


def test_a_line_is_added_changed_and_removed(logged_in, organisation, begun):
    with organisation_scope(organisation):
        kind = MeetingType.objects.get(code="training")
    typed = {
        "type": kind.pk, "title": "Formation", "rhythm": "count", "number": 3, "weekdays": [1, 3], "hour_1": "12:30",
        "hour_2": "18:00", "minutes": 120, "avoided_months": [7, 8],
    }  # fmt: skip

    added = logged_in.post(url("line_add", begun.year), typed, follow=True)
    with organisation_scope(organisation):
        line = PlanLine.objects.get(type=kind)
    page = logged_in.get(url("line_edit", begun.year, line.pk))
    changed = logged_in.post(url("line_edit", begun.year, line.pk), typed | {"number": 4}, follow=True)
    refused = logged_in.post(url("line_edit", begun.year, line.pk), typed | {"weekdays": []})
    removed = logged_in.post(url("line_remove", begun.year, line.pk), follow=True)

    assert "3 à créer" in text(added)
    assert soup(page).select_one("input[name=hour_2]")["value"] == "18:00"
    assert "4 à créer" in text(changed)
    assert refused.status_code == 422
    assert "Ligne retirée." in text(removed)


def test_the_year_is_printed_on_one_page(logged_in, begun):
    response = logged_in.get(url("year_pdf", begun.year))

    assert len(pikepdf.open(BytesIO(response.content)).pages) == 1


def test_the_year_is_a_calendar_file_where_dates_to_confirm_are_tentative(logged_in, organisation, begun):
    with organisation_scope(organisation):
        MeetingFactory(status="convened", convened_at=timezone.now(), starts_at=at(dt.date(begun.year, 3, 3)))

    calendar = Calendar.from_ical(logged_in.get(url("year_ics", begun.year)).content)

    states = [str(event["status"]) for event in calendar.walk("VEVENT")]
    assert (states.count("TENTATIVE"), states.count("CONFIRMED")) == (30, 1)


@pytest.mark.parametrize("year", [2027, 2040])
def test_holidays_not_published_are_said_so(logged_in, begun, year):
    page = text(logged_in.get(url("year", year)))

    assert ("Vacances pas encore publiées" in page) == (year == 2040)


def test_a_site_without_a_zone_is_told_where_to_choose_it(logged_in, organisation):
    assert "Les vacances scolaires du site principal ne sont pas connues" in text(logged_in.get(url("this_year")))


@pytest.mark.parametrize("year", [1999, 2101, 99999])
def test_years_out_of_reach_do_not_exist(logged_in, year):
    assert logged_in.get(url("year", year)).status_code == 404


def test_a_professional_reads_the_year_and_changes_nothing(client, organisation, begun):
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)

    page = soup(client.get(url("year", begun.year)))

    assert page.select("[data-chip], .fil-actions form") == []
    assert client.post(url("plan_create", begun.year)).status_code == 403


def test_the_home_page_reminds_of_the_year_to_lay_in_season(in_organisation, membership, monkeypatch):
    def said(month):
        moment = dt.datetime(2026, month, 20, 9, tzinfo=timezone.get_current_timezone())
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return [item.label for item in registry.today.get("scheduling.year")(membership)]

    new_team = said(11)
    MeetingFactory()
    before = {month: said(month) for month in (9, 11)}
    YearPlan.objects.create(year=2027)

    assert (new_team, before) == ([], {9: [], 11: ["Poser l’année 2027"]})
    assert said(12) == ["Créer les réunions de 2027"]


def test_everything_of_a_year_leaves_with_the_organisation(in_organisation):
    planned = PlannedDateFactory()

    rows = list(registry.portability.get("scheduling.years")())

    assert rows[0]["lignes"][0]["dates"][0]["jour"] == planned.day.isoformat()
