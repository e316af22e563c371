from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.tests.factories import TaskFactory
from filrouge.reports.today import queries, services
from filrouge.reports.today.queries.desks import desk_of
from tests.factories import MembershipFactory, PersonFactory
from tests.htmx import soup

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 11, 24, 9, tzinfo=UTC)


def visited(membership, *moments):
    for moment in moments:
        services.record_visit(membership.user, moment)
    membership.refresh_from_db()
    return membership


def test_a_visit_goes_on_until_one_has_been_away_for_hours(membership):
    visited(membership, MORNING, MORNING + timedelta(hours=2), MORNING + timedelta(hours=5))

    assert membership.previous_visit_at is None
    assert queries.visit_began_after(membership, MORNING + timedelta(hours=6)) is None


def test_the_next_visit_begins_where_the_last_one_ended(membership):
    evening, week = MORNING + timedelta(hours=3), MORNING + timedelta(days=7)
    visited(membership, MORNING, evening, week)

    assert membership.previous_visit_at == evening
    assert queries.visit_began_after(membership, week + timedelta(minutes=1)) == evening


def test_before_the_page_has_said_so_the_last_visit_is_the_one_that_ended(membership):
    visited(membership, MORNING)

    assert queries.visit_began_after(membership, MORNING + timedelta(days=7)) == MORNING


def test_one_is_back_in_all_of_their_organisations_at_once(membership):
    other = MembershipFactory(user=membership.user)
    stranger = MembershipFactory()

    visited(membership, MORNING)

    other.refresh_from_db()
    stranger.refresh_from_db()
    assert (membership.last_seen_at, other.last_seen_at, stranger.last_seen_at) == (MORNING, MORNING, None)


def test_the_page_says_that_it_was_read_and_reading_it_writes_nothing(logged_in, membership):
    page = soup(logged_in.get(reverse("today:home", args=["chastel"])))
    membership.refresh_from_db()
    assert membership.last_seen_at is None

    assert page.select_one(f'[hx-post="{reverse("seen")}"][hx-trigger="load"]') is not None
    assert logged_in.post(reverse("seen")).status_code == 204

    membership.refresh_from_db()
    assert membership.last_seen_at is not None


def act(by, title="Relancer l’éditeur"):
    with organisation_scope(by.organisation):
        task = Task.objects.filter(title=title).first() or TaskFactory(title=title)
        return timeline.record(task, "work.created", by=by, title=title)


def news_of(membership):
    with organisation_scope(membership.organisation):
        return queries.news_of(membership, timezone.now())


def test_news_are_what_others_did_since_the_last_visit(membership):
    other = MembershipFactory(organisation=membership.organisation)
    act(membership, "La mienne")
    act(other)
    act(other)

    news = news_of(membership)

    assert [(story.latest.author, len(story.others)) for story in news.stories] == [(str(other.user), 1)]
    assert news.total == 2

    membership.last_seen_at = timezone.now() + timedelta(minutes=1)
    membership.previous_visit_at = membership.last_seen_at
    assert news_of(membership).stories == ()


def test_what_people_choose_to_receive_is_nobody_s_news(membership):
    other = MembershipFactory(organisation=membership.organisation)
    with organisation_scope(membership.organisation):
        told = {"title": "compte rendu diffusé", "choice": "jamais"}
        timeline.record(PersonFactory(user=other.user), "mail.choice_made", by=other, **told)

    assert news_of(membership).stories == ()


def test_the_same_act_on_many_things_is_told_once(membership):
    other = MembershipFactory(organisation=membership.organisation)
    for number in range(12):
        act(other, f"Tâche {number}")

    assert [1 + len(story.others) for story in news_of(membership).stories] == [12]


def test_who_may_not_read_the_history_is_told_nothing(organisation):
    professional = MembershipFactory(organisation=organisation, roles=["professional"])
    act(MembershipFactory(organisation=organisation))

    assert news_of(professional).stories == ()


@pytest.fixture
def present(monkeypatch):
    """Says the days of everybody, as a room would."""

    def say(days):
        monkeypatch.setitem(registry.presence._given, "test", lambda people, _first, _last: dict.fromkeys(people, days))

    return say


def test_the_next_visit_is_the_next_day_of_presence(membership, organisation, present):
    with organisation_scope(organisation):
        PersonFactory(user=membership.user)
        today = timezone.localdate()
        assert desk_of(membership).known is False

        present({today: 180, today + timedelta(days=3): 0, today + timedelta(days=12): 420})
        desk = desk_of(membership)

    assert (desk.next_visit, desk.known, desk.present) == (today + timedelta(days=12), True, 180)


def test_what_is_due_after_the_next_visit_waits_below(logged_in, membership, organisation, present):
    with organisation_scope(organisation):
        me = PersonFactory(user=membership.user)
        today = timezone.localdate()
        TaskFactory(title="Avant", owner=me, due_on=today + timedelta(days=1))
        TaskFactory(title="Après", owner=me, due_on=today + timedelta(days=5))
    present({today + timedelta(days=2): 420})

    page = soup(logged_in.get(reverse("today:home", args=["chastel"])))

    sections = {title["id"]: title.find_parent("section") for title in page.select("h2[id^=today-]")}
    assert "Avant" in sections["today-due"].text
    assert "Après" not in sections["today-due"].text
    assert "Après" in sections["today-later"].text
