"""One calendar: what it gathers, once each; what is hidden; on which day, wherever the team is."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.registry import CalendarEvent, Deadline
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.work.models import Task
from filrouge.reports.calendar import queries
from tests.factories import (
    DueFactory,
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    PlanFactory,
    PlanStepFactory,
)
from tests.htmx import soup

pytestmark = pytest.mark.django_db

QUERIES = 13
FIRST_TIME = 22  # with the deadlines of every room, then kept while nothing happens
DAY = dt.date(2026, 11, 26)
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def calendar_url():
    return reverse("agenda:calendar", args=["chastel"])


@pytest.fixture
def given(monkeypatch):
    """Events and deadlines of a room of the test, and nothing else."""

    def give(events=(), deadlines=()):
        monkeypatch.setattr(registry.calendar, "_given", {"test": lambda membership, first, last: list(events)})
        monkeypatch.setattr(registry.deadlines, "_given", {"test.due": lambda membership: list(deadlines)})

    return give


def event(day, label="Réunion", *, hour=12, url="/a/", kind="meeting", zone=PARIS, **more):
    starts = dt.datetime(day.year, day.month, day.day, hour, 30, tzinfo=zone)
    return CalendarEvent(starts, starts + dt.timedelta(hours=1), label, url, kind, **more)


def whole(first, last, label="Absence", **more):
    starts, ends = (dt.datetime(day.year, day.month, day.day, tzinfo=PARIS) for day in (first, last))
    return CalendarEvent(starts, ends, label, "/c/", "absence", all_day=True, **more)


def labels(client, url, **query):
    return [one.get_text() for one in soup(client.get(url, query)).select(".fil-cal-label, .fil-row-title")]


def test_a_task_that_is_also_a_deadline_shows_once(logged_in, in_organisation, calendar_url):
    Task.objects.create(title="Relancer l’éditeur", due_on=DAY, released_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))

    assert labels(logged_in, calendar_url, vue="jour", jour=DAY) == ["Relancer l’éditeur"]


def test_a_deadline_of_the_house_shows_once(logged_in, in_organisation, calendar_url):
    due = DueFactory(due_on=DAY)

    assert labels(logged_in, calendar_url, vue="jour", jour=DAY) == [due.title]


def test_one_thing_once_and_two_things_twice(membership, in_organisation, given):
    given(
        [event(DAY, "Bureau"), event(DAY, "Camille, 9 h", kind="presence"), event(DAY, "Sofia, 9 h", kind="presence")],
        [Deadline(DAY, "Bureau à convoquer", "/a/"), Deadline(DAY, "Impôts", "/b/"), Deadline(DAY, "Impôts", "/b/")],
    )

    found = queries.entries_between(membership, DAY, DAY)

    assert sorted(one.label for one in found) == ["Bureau", "Camille, 9 h", "Impôts", "Sofia, 9 h"]


def test_a_deadline_of_another_day_keeps_its_place(membership, in_organisation, given):
    before = DAY - dt.timedelta(days=15)
    given([event(DAY, "Bureau")], [Deadline(before, "Convoquer : Bureau", "/a/")])

    found = queries.entries_between(membership, before, DAY)

    assert [(one.first, one.label) for one in found] == [(before, "Convoquer : Bureau"), (DAY, "Bureau")]


@pytest.mark.parametrize("roles", [["coordinator"], ["professional"]])
def test_every_deadline_of_a_room_that_has_a_calendar_is_on_it(organisation, in_organisation, roles):
    """Else it shows nowhere: the calendar does not ask these rooms for their deadlines."""
    member, day = MembershipFactory(organisation=organisation, roles=roles), dt.timedelta(days=1)
    given = {"released_at": dt.datetime(2026, 11, 1, tzinfo=dt.UTC)}
    for number, owner in enumerate((None, PersonFactory(user=member.user), PersonFactory())):
        Task.objects.create(title=f"Tâche {number}", owner=owner, due_on=DAY + number * day, **given)
    Task.objects.create(title="D’un compte rendu", origin_label="Bureau", due_on=DAY - 400 * day, **given)
    Task.objects.create(title="Commencée, attendue", started_on=DAY, waiting_word="la PMI", due_on=DAY, **given)
    plans = [PlanFactory(target_on=DAY + days * day) for days in (-30, 0, 30)]
    PlanStepFactory(plan=plans[0])
    PlanStepFactory(plan=plans[1], task__status="done", task__done_on=DAY)
    PlanFactory(target_on=DAY, dropped_on=DAY)
    for days in (-90, 0, 90):
        DueFactory(due_on=DAY + days * day)
    guess = DueFactory(due_on=DAY, is_guess=True)  # on purpose: a date that is only guessed is on no calendar

    rooms = dict(registry.deadlines.items()).keys() & dict(registry.calendar.items()).keys()
    due = {room: list(registry.deadlines.get(room)(member)) for room in rooms}
    shown = {(one.url, one.first) for one in queries.entries_between(member, DAY - 500 * day, DAY + 500 * day)}

    assert {room: len(found) for room, found in due.items()} == {"work": 6, "planning": 2, "deadlines": 4}
    missing = [one for found in due.values() for one in found if (one.url, one.due_on) not in shown]
    assert [one.url for one in missing] == [guess.get_absolute_url()]


def test_a_kind_nobody_registered_is_other(logged_in, organisation, given, calendar_url):
    given([event(DAY, kind="inconnu")])

    page = soup(logged_in.get(calendar_url, {"jour": DAY}))

    assert page.select_one(".fil-cal-event .visually-hidden").get_text() == "Autre : "


def test_what_is_hidden_stays_in_the_address(logged_in, organisation, given, calendar_url):
    given([event(DAY, "Bureau"), event(DAY, "Relancer", kind="task")])

    page = soup(logged_in.get(calendar_url, {"jour": DAY, "vue": "semaine", "sans": ["task", "rien-de-tel"]}))

    assert [one.get_text() for one in page.select(".fil-cal-label")] == ["12\u00a0h\u00a030 Bureau"]
    assert page.select_one("[data-cal=next]")["href"] == "?vue=semaine&jour=2026-11-30&sans=task"
    shows = next(one for one in page.select(".fil-cal-kind") if "Tâches" in one.get_text())
    assert (shows.get_text(), shows["href"]) == ("Montrer : Tâches", "?vue=semaine&jour=2026-11-26")


def test_what_others_have_in_hand_is_hidden_at_once(logged_in, membership, in_organisation, calendar_url):
    given = {"due_on": DAY, "released_at": dt.datetime(2026, 11, 1, tzinfo=dt.UTC)}
    Task.objects.create(title="À moi", owner=PersonFactory(user=membership.user), **given)
    Task.objects.create(title="À Inès", owner=PersonFactory(), **given)
    Task.objects.create(title="À prendre", **given)
    query = {"vue": "jour", "jour": DAY, "sans": "health"}

    assert labels(logged_in, calendar_url, **query) == ["À Inès", "À moi", "À prendre"]
    kept = logged_in.get(f"{calendar_url}?vue=jour&jour={DAY}&sans=health&sans=a-d-autres")
    assert [one.get_text() for one in soup(kept).select(".fil-row-title")] == ["À moi", "À prendre"]
    on_the_wall = queries.entries_for_all(membership, DAY, DAY, hidden=["health", "a-d-autres"])
    assert [one.label for one in on_the_wall] == ["À moi", "À prendre"]


@pytest.mark.parametrize("view", ["mois", "semaine", "annee", "liste", "jour"])
@pytest.mark.parametrize("day", ["2026-11-26", "2028-02-29", "0001-01-01", "9999-12-31", "jamais", ""])
def test_every_view_of_every_day_answers(logged_in, organisation, given, calendar_url, view, day):
    given([event(DAY)])

    assert logged_in.get(calendar_url, {"vue": view, "jour": day}).status_code == 200


def test_an_address_that_makes_no_sense_is_this_month(logged_in, organisation, given, calendar_url, monkeypatch):
    given()
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 26, 8, tzinfo=dt.UTC))

    page = soup(logged_in.get(calendar_url, {"vue": "siècle", "jour": "26/11/2026"}))

    assert page.select_one("h1").get_text() == "Novembre 2026"
    assert page.select_one(".fil-cal-today")["data-day"] == "2026-11-26"


def test_a_full_day_leads_to_all_it_holds(logged_in, organisation, given, calendar_url):
    given([event(DAY, f"Réunion {rank}", hour=8 + rank) for rank in range(6)])

    page = soup(logged_in.get(calendar_url, {"jour": DAY}))
    more = page.select_one(".fil-cal-more")

    assert len(page.select(".fil-cal-event")) == 3
    assert more.get_text().startswith("+ 3")
    assert len(labels(logged_in, calendar_url + more["href"])) == 6


def test_a_day_with_one_more_shows_it_rather_than_a_count(logged_in, organisation, given, calendar_url):
    given([event(DAY, f"Réunion {rank}", hour=8 + rank) for rank in range(4)])

    page = soup(logged_in.get(calendar_url, {"jour": DAY}))

    assert (len(page.select(".fil-cal-event")), page.select(".fil-cal-more")) == (4, [])


def test_an_absence_touches_each_of_its_days_and_only_these(logged_in, organisation, given, calendar_url):
    given([whole(DAY, DAY + dt.timedelta(days=2))])

    page = soup(logged_in.get(calendar_url, {"jour": DAY}))
    days = [cell["data-day"] for cell in page.select("[data-day]") if cell.select(".fil-cal-event")]

    assert days == ["2026-11-26", "2026-11-27", "2026-11-28"]


def test_what_ends_at_midnight_does_not_touch_the_next_day(membership, in_organisation, given):
    starts = dt.datetime(2026, 11, 26, 22, tzinfo=PARIS)
    given([CalendarEvent(starts, starts + dt.timedelta(hours=2), "Garde", "/g/", "meeting")])

    (found,) = queries.entries_between(membership, DAY, DAY)

    assert (found.first, found.last) == (DAY, DAY)


def test_a_night_is_said_on_both_its_days(logged_in, organisation, given, calendar_url):
    starts = dt.datetime(2026, 11, 26, 22, tzinfo=PARIS)
    given([CalendarEvent(starts, starts + dt.timedelta(hours=28), "Exercice de crise", "/g/", "meeting")])

    page = soup(logged_in.get(calendar_url, {"jour": DAY}))
    said = [page.select_one(f'[data-day="2026-11-{day}"] .fil-cal-label').get_text() for day in (26, 27, 28)]

    assert [one.replace("\u00a0", " ") for one in said] == [
        "22 h Exercice de crise",
        "tout le jour Exercice de crise",
        "jusqu’à 2 h Exercice de crise",
    ]
    listed = soup(logged_in.get(calendar_url, {"jour": DAY, "vue": "jour"})).select_one(".fil-row-detail").get_text()
    assert listed.replace("\u00a0", " ") == "22 h – 2 h le 28 nov."


@pytest.mark.parametrize("day", [dt.date(2026, 3, 29), dt.date(2026, 10, 25)])  # 23 and 25 hours
def test_days_when_the_hour_changes_hold_their_own(logged_in, organisation, given, calendar_url, day):
    after = day + dt.timedelta(days=1)
    given([event(day, "Tôt", hour=0), event(day, "Tard", hour=22), whole(day, day, "Seul"), event(after, "Lundi")])

    page = soup(logged_in.get(calendar_url, {"jour": day}))
    found = [one.get_text() for one in page.select_one(f'[data-day="{day}"]').select(".fil-cal-label")]

    assert found == ["0\u00a0h\u00a030 Tôt", "22\u00a0h\u00a030 Tard", "Seul"]


@pytest.mark.parametrize(
    ("zone", "day"),
    [("America/Martinique", dt.date(2026, 11, 25)), ("Indian/Reunion", DAY), ("Europe/Paris", DAY)],
)
def test_the_day_is_that_of_where_the_team_is(given, zone, day):
    organisation = OrganisationFactory(slug="outre-mer", time_zone=zone)
    member = MembershipFactory(organisation=organisation)
    starts = dt.datetime(2026, 11, 26, 2, tzinfo=dt.UTC)
    given([CalendarEvent(starts, starts + dt.timedelta(hours=1), "Réunion", "/a/", "meeting")])

    with organisation_scope(organisation):
        (found,) = queries.entries_between(member, DAY - dt.timedelta(days=2), DAY + dt.timedelta(days=2))

    assert (found.first, found.last) == (day, day)


def test_public_holidays_are_said(logged_in, organisation, given, calendar_url):
    given()

    cell = soup(logged_in.get(calendar_url, {"jour": "2026-11-11"})).select_one('[data-day="2026-11-11"]')

    assert "fil-cal-public" in cell["class"]
    assert cell.select_one(".fil-cal-note").get_text() == "Armistice"


def test_a_confidential_meeting_is_not_shown_to_who_may_not_read_it(client, organisation, calendar_url):
    starts = dt.datetime(2026, 11, 26, 12, 30, tzinfo=PARIS)
    MeetingFactory(organisation=organisation, title="Conflit", starts_at=starts, confidentiality="management")
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)

    for view in ("mois", "semaine", "annee", "liste", "jour"):
        page = client.get(calendar_url, {"vue": view, "jour": DAY, "sans": "health"}).content.decode()
        assert "Conflit" not in page
        assert "1\u00a0événement" not in page


def test_an_observer_does_not_see_the_calendar(client, organisation, calendar_url):
    client.force_login(MembershipFactory(organisation=organisation, roles=["observer"]).user)

    assert client.get(calendar_url).status_code == 403


@pytest.mark.usefixtures("a_long_minute")
@pytest.mark.parametrize("item_count", [1, 3, 300])
def test_query_count_is_constant(logged_in, membership, organisation, calendar_url, item_count, page_queries):
    released = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    with organisation_scope(organisation):
        owner = PersonFactory(user=membership.user)
        Task.objects.bulk_create(
            Task(title=f"Tâche {rank}", owner=owner, due_on=DAY, released_at=released) for rank in range(item_count)
        )
        MeetingFactory.create_batch(item_count, starts_at=dt.datetime(2026, 11, 27, 12, tzinfo=PARIS))

    week = {"jour": DAY, "vue": "semaine", "sans": "health"}
    with page_queries(FIRST_TIME):
        logged_in.get(calendar_url, week)
    with page_queries(QUERIES):
        response = logged_in.get(calendar_url, week)

    assert len(soup(response).select(".fil-cal-event")) == 2 * item_count


def test_a_health_day_leads_to_its_line(logged_in, organisation, calendar_url):
    (link,) = soup(logged_in.get(calendar_url, {"jour": "2026-12-01", "vue": "jour"})).select(".fil-row-title")

    page = soup(logged_in.get(link["href"]))

    assert link.get_text() == "Journée mondiale de lutte contre le sida"
    assert link["href"].endswith("?annee=2026#aids")
    assert "Onusida" in page.select_one("#aids").get_text()


@pytest.mark.parametrize("year", ["", "abc", "1999", "2100", "-1"])
def test_a_year_that_makes_no_sense_is_this_year(logged_in, organisation, year):
    page = soup(logged_in.get(reverse("agenda:health_days", args=["chastel"]), {"annee": year}))

    assert page.select_one("h1").get_text() == f"Journées de santé {timezone.localdate().year}"


@pytest.mark.parametrize("day", [queries.EARLIEST, queries.LATEST])
def test_the_first_and_the_last_month_open(logged_in, calendar_url, day):
    assert logged_in.get(calendar_url, {"vue": "mois", "jour": day.isoformat()}).status_code == 200
