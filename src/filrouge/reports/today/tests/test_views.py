import gzip
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.registry import Stake
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.models import Entry
from filrouge.kernel.work.queries import person_of
from filrouge.kernel.work.tests.factories import TaskFactory
from tests.factories import (
    MeetingFactory,
    MeetingTypeFactory,
    MembershipFactory,
    OrganisationFactory,
    ParticipantFactory,
    PersonFactory,
    PresenceDayFactory,
)
from tests.htmx import soup

pytestmark = pytest.mark.django_db

HOME_QUERIES = 20  # of which three for the days of presence
FIRST_TIME_EACH = 16  # queries for each team
AGAIN = 4  # while nothing happens: session, account, memberships, the last fact


def test_the_door_answers_without_an_account(client):
    response = client.get("/")

    assert response.status_code == 200
    assert soup(response).select_one(f'a[href="{reverse("account_login")}"]') is not None


def test_the_door_leads_straight_to_my_only_organisation(client):
    membership = MembershipFactory()
    client.force_login(membership.user)

    assert client.get("/")["Location"] == membership.organisation.get_absolute_url()


def test_the_door_shows_each_of_my_organisations_and_no_other(client):
    mine = [MembershipFactory(), MembershipFactory()]
    mine[1].user = mine[0].user
    mine[1].save()
    stranger = OrganisationFactory(name="MSP d’ailleurs")
    client.force_login(mine[0].user)

    text = client.get("/").content.decode()

    assert all(membership.organisation.name in text for membership in mine)
    assert stranger.name not in text


def busy(membership, count):
    """An organisation where much waits and much happened."""
    with organisation_scope(membership.organisation):
        me = PersonFactory(user=membership.user)
        today = timezone.localdate()
        for task in TaskFactory.create_batch(count, owner=me, due_on=today + timedelta(days=3)):
            timeline.record(task, "work.created", by=timeline.SYSTEM, title=task.title)


@pytest.mark.usefixtures("a_long_minute")
@pytest.mark.parametrize("count", [1, 3, 100])
def test_all_my_teams_at_once_cost_the_same_whatever_happened(client, count, django_assert_num_queries):
    first = MembershipFactory()
    memberships = [first, *MembershipFactory.create_batch(4, user=first.user)]
    for membership in memberships:
        busy(membership, count)
    client.force_login(first.user)
    client.get("/")  # the desks are made once, then kept while nothing happens
    each = (1, 5)[connection.vendor == "postgresql"]  # there, a scope is a transaction that says its organisation

    with django_assert_num_queries(3 + each * len(memberships)):
        page = soup(client.get("/"))

    assert len(page.select("#today-due")) == 1
    teams = {team.get_text() for team in page.select(".fil-team")}
    assert teams <= {membership.organisation.name for membership in memberships}


@pytest.mark.parametrize(("tasks", "facts"), [(1, 1), (160, 1000)])
def test_five_busy_teams_cost_no_more_at_the_first_visit(client, tasks, facts, django_assert_num_queries):
    first = MembershipFactory()
    for membership in (first, *MembershipFactory.create_batch(4, user=first.user)):
        busy(membership, tasks)
        with organisation_scope(membership.organisation):
            told = {"actor_name": "Nadia", "action": "work.created", "subject_kind": "work.task"}
            Entry.objects.bulk_create(Entry(subject_id=uuid4(), **told) for _ in range(facts))
    client.force_login(first.user)
    each = (FIRST_TIME_EACH, FIRST_TIME_EACH + 4)[connection.vendor == "postgresql"]

    with django_assert_num_queries(3 + each * 5):
        page = client.get("/")

    assert page.status_code == 200
    assert len(gzip.compress(page.content)) < 20_000


def test_all_my_teams_at_once_know_what_just_happened(client):
    first = MembershipFactory()
    second = MembershipFactory(user=first.user)
    for membership in (first, second):
        busy(membership, 1)
    client.force_login(first.user)
    client.get("/")

    with organisation_scope(second.organisation):
        task = TaskFactory(title="Rappeler la CPAM", owner=person_of(second), due_on=timezone.localdate())
        timeline.record(task, "work.created", by=timeline.SYSTEM, title=task.title)

    assert "Rappeler la CPAM" in client.get("/").content.decode()


def test_a_long_section_is_cut_and_says_how_long_it_is(logged_in, membership):
    busy(membership, 40)
    url = reverse("today:home", args=["chastel"])

    page = soup(logged_in.get(url))
    whole = soup(logged_in.get(f"{url}?tout=due"))

    assert len(page.select_one("#today-due").find_parent("section").select("li")) == 12
    assert page.select_one('a[href="?tout=due#today-due"]').get_text() == "Voir les 40 lignes"
    assert len(whole.select_one("#today-due").find_parent("section").select("li")) == 40


@pytest.mark.parametrize(
    ("roles", "plans", "title"),
    [
        (["coordinator"], True, "À faire avant votre prochaine visite"),
        (["manager"], True, "À faire"),
        (["professional"], False, "À faire"),
    ],
)
def test_each_trade_has_its_own_page(client, organisation, roles, plans, title):
    membership = MembershipFactory(organisation=organisation, roles=roles)
    busy(membership, 1)
    client.force_login(membership.user)

    page = soup(client.get(reverse("today:home", args=["chastel"])))

    assert (page.select_one("#plan") is not None) == plans
    assert page.select_one("#today-due").get_text() == title
    assert client.get(reverse("today:day", args=["chastel"])).status_code == (200 if plans else 403)


def test_a_professional_sees_the_meetings_of_the_month(client, organisation):
    professional = MembershipFactory(organisation=organisation, roles=["professional"])
    with organisation_scope(organisation):
        moment = timezone.now() + timedelta(days=9)
        MeetingFactory(title="RCP plaies", starts_at=moment, ends_at=moment + timedelta(hours=1))
    client.force_login(professional.user)

    page = soup(client.get(reverse("today:home", args=["chastel"])))

    assert "RCP plaies" in page.select_one("#today-coming").find_parent("section").get_text()


def test_a_reminder_comes_back_to_the_page(logged_in, membership, organisation):
    with organisation_scope(organisation):
        owner = PersonFactory(email="nadia@example.org")
        TaskFactory(title="Rappeler le CHU", owner=owner, due_on=timezone.localdate() - timedelta(days=3))
    home = reverse("today:home", args=["chastel"])
    form = soup(logged_in.get(home)).select_one("#today-waiting_others").find_parent("section").select_one("form")

    answer = logged_in.post(form["action"], {field["name"]: field["value"] for field in form.select("input[name]")})

    assert answer["Location"] == home


def test_the_plan_follows_the_hours_one_says(logged_in, membership):
    busy(membership, 20)
    url = reverse("today:day", args=["chastel"])

    short, long = soup(logged_in.get(f"{url}?minutes=60")), soup(logged_in.get(f"{url}?minutes=240"))
    fragment = logged_in.get(f"{url}?minutes=60", headers={"HX-Request": "true"})

    assert (len(short.select(".fil-plan li")), len(long.select(".fil-plan li"))) == (2, 8)
    assert short.select_one(".fil-hour[aria-current]").get_text() == "1\xa0h"
    assert soup(fragment).select_one("#plan").decode() == short.select_one("#plan").decode()


@pytest.mark.parametrize("minutes", ["", "0", "-60", "100000", "trois"])
def test_hours_that_make_no_day_are_three_hours(logged_in, minutes):
    page = soup(logged_in.get(reverse("today:day", args=["chastel"]), {"minutes": minutes}))

    assert page.select_one(".fil-hour[aria-current]").get_text() == "3\xa0h"


def test_what_falls_to_somebody_else_is_not_in_my_day(logged_in, membership):
    with organisation_scope(membership.organisation):
        today = timezone.localdate()
        PersonFactory(user=membership.user)
        TaskFactory(title="Celle d’une autre", owner=PersonFactory(), due_on=today + timedelta(days=2))
        TaskFactory(title="À personne", due_on=today + timedelta(days=2))

    text = logged_in.get(reverse("today:day", args=["chastel"])).content.decode()

    assert "À personne" in text
    assert "Celle d’une autre" not in text


def test_the_plan_of_all_my_teams_leaves_out_those_where_i_only_care(client):
    first = MembershipFactory()
    second = MembershipFactory(user=first.user, roles=["professional"])
    for membership in (first, second):
        busy(membership, 1)
    client.force_login(first.user)

    teams = {team.get_text() for team in soup(client.get(reverse("day_everywhere"))).select(".fil-plan .fil-team")}

    assert teams == {first.organisation.name}


def test_money_at_stake_is_added_up(logged_in, monkeypatch):
    stakes = [Stake("Tenir une RCP", Decimal(600), "/rcp/"), Stake("Un protocole", Decimal(1400), "/protocoles/")]
    monkeypatch.setitem(registry.stakes._given, "test", lambda _membership: stakes)

    home = soup(logged_in.get(reverse("today:home", args=["chastel"])))
    later = home.select_one(".fil-content-aside [hx-get]")["hx-get"]
    page = soup(logged_in.get(later, headers={"HX-Request": "true"}))

    text = page.get_text(" ", strip=True).replace("\u202f", " ").replace("\xa0", " ")
    assert text.startswith("Argent en jeu 2 000 €")
    assert text.index("Un protocole") < text.index("Tenir une RCP")


@pytest.mark.usefixtures("a_long_minute")
@pytest.mark.parametrize("item_count", [1, 3, 300])
def test_home_query_count_is_constant(logged_in, membership, organisation, item_count, page_queries):
    with organisation_scope(organisation):
        PresenceDayFactory(person=PersonFactory(user=membership.user))
    kind = MeetingTypeFactory(organisation=organisation)
    for meeting in MeetingFactory.create_batch(item_count, organisation=organisation, type=kind, passed=True):
        ParticipantFactory(organisation=organisation, meeting=meeting)

    with page_queries(HOME_QUERIES):
        response = logged_in.get(reverse("today:home", args=["chastel"]))
    with page_queries(AGAIN):
        again = logged_in.get(reverse("today:home", args=["chastel"]))

    assert soup(again).select_one("main").get_text() == soup(response).select_one("main").get_text()
    assert "Saisir la séance" in response.content.decode()


def test_home_of_a_new_organisation_offers_the_first_act(logged_in, organisation):
    page = soup(logged_in.get(reverse("today:home", args=["chastel"])))

    assert page.select_one(".fil-empty-title").get_text() == "Rien n’attend"
    assert page.select_one(f'.fil-empty a[href="{reverse("people:list", args=["chastel"])}"]') is not None


def test_health_answers_the_supervisor(client):
    assert client.get("/sante/").content == b"ok"
