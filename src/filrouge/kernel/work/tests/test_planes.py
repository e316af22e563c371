"""The board, the weeks, one's own week and the sheet."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.work import services
from filrouge.kernel.work.enums import Column
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.tests.factories import TaskFactory
from tests.factories import MembershipFactory, OrganisationFactory, PersonFactory
from tests.htmx import assert_same_fragment, soup

BOARD, WEEKS, MY_WEEK = (f"/chastel/taches/{name}/" for name in ("tableau", "par-semaine", "ma-semaine"))
# session, account, membership, owners and labels to filter by, rows, helpers, waits, tags, organisations
PLANE_QUERIES = 9
DAY = dt.timedelta(days=1)


@pytest.fixture
def today(monkeypatch):
    """A Wednesday."""
    day = dt.date(2026, 3, 11)
    monkeypatch.setattr(timezone, "localdate", lambda value=None, timezone=None: day)
    return day


@pytest.fixture
def me(organisation, membership):
    return PersonFactory(organisation=organisation, user=membership.user)


def columns(page):
    return {
        pile["data-pile"]: [title.get_text() for title in pile.select(".fil-row-title")]
        for pile in soup(page).select("[data-pile]")
    }


def fresh(organisation, task):
    with organisation_scope(organisation):
        return Task.objects.select_related("owner").get(pk=task.pk)


def test_the_board_puts_each_task_in_its_column(logged_in, organisation, today):
    TaskFactory(organisation=organisation, title="À faire")
    TaskFactory(organisation=organisation, title="Commencée", started_on=today)
    TaskFactory(organisation=organisation, title="Attend", waiting_word="la CPAM")
    TaskFactory(organisation=organisation, title="Faite", status="done", done_on=today - 2 * DAY)
    TaskFactory(organisation=organisation, title="Faite avant", status="done", done_on=today - 3 * DAY)
    TaskFactory(organisation=organisation, title="Abandonnée", status="dropped")

    shown = columns(logged_in.get(BOARD))
    assert {key: set(titles) for key, titles in shown.items()} == {
        "todo": {"À faire"},
        "under_way": {"Commencée", "Attend"},
        "done": {"Faite"},
    }


def test_a_task_goes_from_column_to_column(logged_in, organisation):
    task = TaskFactory(organisation=organisation, title="Signer", waiting_word="la CPAM")
    htmx = {"HX-Request": "true"}

    back = logged_in.post(BOARD, {"ideas": task.pk, "pile": "todo"}, headers=htmx)
    assert columns(back)["todo"] == ["Signer"]
    assert fresh(organisation, task).awaited == ""

    logged_in.post(BOARD, {"ideas": task.pk, "pile": "done"}, headers=htmx)
    assert fresh(organisation, task).status == "done"

    logged_in.post(BOARD, {"ideas": task.pk, "pile": "under_way"})
    again = fresh(organisation, task)
    assert (again.status, again.started_on) == ("open", timezone.localdate())


@pytest.mark.parametrize("wrong", [{"pile": "x"}, {"pile": "done"}, {"ideas": "x", "pile": "done"}, {}])
def test_a_move_that_says_nothing_is_refused(logged_in, organisation, wrong):
    TaskFactory(organisation=organisation)

    assert logged_in.post(BOARD, wrong).status_code == 422


def test_only_whoever_has_it_in_hand_moves_it(client, organisation):
    member = MembershipFactory(organisation=organisation, roles=["professional"])
    mine = TaskFactory(organisation=organisation, owner=PersonFactory(organisation=organisation, user=member.user))
    other = TaskFactory(organisation=organisation)
    client.force_login(member.user)

    assert [card["data-idea"] for card in soup(client.get(BOARD)).select("[data-idea]")] == [str(mine.pk)]
    assert client.post(BOARD, {"ideas": other.pk, "pile": "done"}).status_code == 403
    assert client.post(BOARD, {"ideas": mine.pk, "pile": "done"}).status_code == 302


def test_a_task_goes_from_hand_to_hand(logged_in, organisation):
    paul, zoe = (PersonFactory(organisation=organisation, first_name=name) for name in ("Paul", "Zoé"))
    stranger = PersonFactory(organisation=OrganisationFactory())
    task = TaskFactory(organisation=organisation, title="Signer", owner=paul)
    TaskFactory(organisation=organisation, title="Ranger", owner=zoe)
    by_person = f"{BOARD}?par=personne"

    assert columns(logged_in.get(by_person)) == {"none": [], str(paul.pk): ["Signer"], str(zoe.pk): ["Ranger"]}
    assert soup(logged_in.get(by_person)).select_one("form[data-filters] input[name=par]")["value"] == "personne"
    moved = logged_in.post(by_person, {"ideas": task.pk, "pile": zoe.pk}, headers={"HX-Request": "true"})
    assert set(columns(moved)[str(zoe.pk)]) == {"Signer", "Ranger"}
    for wrong in (stranger.pk, "done", ""):
        assert logged_in.post(by_person, {"ideas": task.pk, "pile": wrong}).status_code == 422
    assert fresh(organisation, task).owner == zoe
    logged_in.post(by_person, {"ideas": task.pk, "pile": "none"})
    assert fresh(organisation, task).owner is None


@pytest.mark.parametrize("address", [BOARD, f"{BOARD}?par=personne", WEEKS])
@pytest.mark.parametrize("count", [1, 12])
def test_the_cost_does_not_grow(logged_in, organisation, address, count, page_queries):
    for _ in range(count):
        TaskFactory(
            organisation=organisation, owner=PersonFactory(organisation=organisation), due_on=timezone.localdate()
        )
    logged_in.get(address)

    with page_queries(PLANE_QUERIES):
        logged_in.get(address)


@pytest.mark.parametrize(("address", "selector"), [(BOARD, "#task-board"), (WEEKS, "#task-weeks")])
def test_the_fragment_is_the_page(logged_in, organisation, address, selector):
    TaskFactory(organisation=organisation, due_on=timezone.localdate())

    assert_same_fragment(logged_in, address, selector)


def test_weeks_say_what_comes_before(logged_in, organisation, membership, today):
    for title, days in (("Retard", -1), ("Demain", 1), ("Lundi", 5), ("Loin", 200)):
        TaskFactory(organisation=organisation, title=title, due_on=today + days * DAY)
    TaskFactory(organisation=organisation, title="Sans date")
    with organisation_scope(organisation):
        one, two = Task.objects.get(title="Demain"), Task.objects.get(title="Lundi")
        services.block_task(two, by=membership, blocked_by=one)

    page = logged_in.get(WEEKS)

    assert [week.get_text() for week in soup(page).select("#task-weeks h2")] == [
        "En retard",
        "Cette semaine",
        "Semaine du 16\xa0mars 2026",
        "Plus tard",
    ]
    assert "après « Demain »" in page.content.decode()


def test_my_week_counts_the_hours_asked_and_the_hours_there(logged_in, organisation, me, today, monkeypatch):
    other = PersonFactory(organisation=organisation)
    for title, days, effort, owner in (
        ("Vieille", -9, 30, me),
        ("Lundi", -2, 60, me),
        ("Jeudi", 1, 90, me),
        ("Jeudi aussi", 1, None, me),
        ("Dimanche", 4, 15, me),
        ("La semaine d’après", 5, 15, me),
        ("À quelqu’un d’autre", 1, 15, other),
    ):
        TaskFactory(organisation=organisation, title=title, due_on=today + days * DAY, effort=effort, owner=owner)
    without = soup(logged_in.get(MY_WEEK))
    assert without.select("progress") == []

    thursday = today + DAY
    monkeypatch.setitem(registry.presence._given, "test", lambda people, *_: {key: {thursday: 60} for key in people})
    page = soup(logged_in.get(MY_WEEK))

    shown = [title.get_text() for title in page.select(".fil-list .fil-row-title")]
    assert shown == ["Vieille", "Lundi", "Jeudi", "Jeudi aussi", "Dimanche"]
    (gauge,) = page.select("progress")
    assert (gauge["value"], gauge["max"]) == ("90", "60")
    heading = page.find(id=f"jour-{thursday}").parent.get_text(" ", strip=True).replace("\xa0", " ")
    assert "1 h 30 prévues et 1 tâche sans durée, sur 1 h de présence" in heading
    assert "Ne tient pas" in heading
    after = soup(logged_in.get(MY_WEEK, {"semaine": "2026-03-18"}))
    assert "La semaine d’après" in after.get_text()
    assert logged_in.get(MY_WEEK, {"semaine": "9999-99-99"}).status_code == 200


def test_done_from_my_week_it_is_seen_at_its_end_and_may_be_reopened(logged_in, organisation, me, today):
    task = TaskFactory(organisation=organisation, owner=me, title="Signer", due_on=today)
    done, reopen = (reverse(f"work:{name}", args=["chastel", task.pk]) for name in ("done", "reopen"))
    page = soup(logged_in.get(MY_WEEK))
    assert page.select_one(f"form[action='{done}']")

    page = soup(logged_in.post(done, {"next": MY_WEEK}, follow=True))
    assert page.find(id="jour-faites").find_next("a", class_="fil-row-title").get_text() == "Signer"
    assert page.select_one(f"form[action='{reopen}']")
    assert "jour-faites" not in logged_in.get(MY_WEEK, {"semaine": "2026-03-18"}).content.decode()

    logged_in.post(reopen, {"next": MY_WEEK})
    assert fresh(organisation, task).is_open


def test_another_day_by_a_button(logged_in, organisation, me, today):
    task = TaskFactory(organisation=organisation, owner=me, due_on=today)
    page = soup(logged_in.get(MY_WEEK))
    days = [button["value"] for button in page.select("button[name=on]")]

    assert days == [f"2026-03-{day}" for day in range(12, 18)]
    moved = logged_in.post(reverse("work:day", args=["chastel", task.pk]), {"on": days[1], "next": MY_WEEK})
    assert moved["Location"] == MY_WEEK
    assert fresh(organisation, task).due_on == dt.date(2026, 3, 13)


def test_an_empty_board_says_where_to_begin(logged_in, organisation):
    page = soup(logged_in.get(BOARD))

    assert page.select_one(".fil-empty-actions a")["href"] == reverse("work:list", args=["chastel"])
    assert page.select_one("select[name=pile]") is None


def test_an_account_without_person_is_told_so(logged_in, organisation):
    assert "relié à personne" in logged_in.get(MY_WEEK).content.decode()
    assert soup(logged_in.get(MY_WEEK)).select_one(".fil-empty-actions a")["href"] == "/chastel/coordination/"


def test_filters_follow_from_view_to_view(logged_in, organisation):
    page = soup(logged_in.get(BOARD, {"owner": "none", "page": 2}))

    assert [link["href"] for link in page.select_one(".fil-tabs").select("a")] == [
        f"/chastel/taches/{name}?owner=none" for name in ("", "tableau/", "par-semaine/", "ma-semaine/")
    ]


def test_the_sheet_has_what_the_list_shows(logged_in, organisation):
    TaskFactory(organisation=organisation, title="Signer", effort=30)
    TaskFactory(organisation=organisation, title="Faite", status="done", done_on=timezone.localdate())
    export = "/chastel/taches/exporter/"

    text = logged_in.get(f"{export}csv/").content.decode()
    assert "Signer" in text
    assert "Faite;" not in text
    assert logged_in.get(f"{export}xlsx/").status_code == 200
    assert logged_in.get(f"{export}odt/").status_code == 404


def test_columns_are_those_of_the_task(in_organisation):
    assert services.column_of(TaskFactory()) == Column.TODO
    assert services.column_of(TaskFactory(status="dropped")) == Column.DONE
