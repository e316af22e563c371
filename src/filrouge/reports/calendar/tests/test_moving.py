"""What moves from the calendar: where, by whom, and what refuses."""

import contextlib
import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.urls import reverse

from filrouge.kernel import registry
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.work.models import Task
from filrouge.modules.scheduling.models import PlannedDate
from tests.factories import MeetingFactory, MembershipFactory, PersonFactory, PlannedDateFactory
from tests.htmx import soup

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")
DAY, OTHER = dt.date(2027, 3, 25), dt.date(2027, 3, 30)  # the hour changes between them
HOUR = dt.timedelta(hours=1)
HTMX = {"HX-Request": "true"}


@pytest.fixture
def task(in_organisation):
    return Task.objects.create(title="Relancer", due_on=DAY, released_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))


@pytest.fixture
def draft(in_organisation):
    return MeetingFactory(title="Bureau", starts_at=dt.datetime(2027, 3, 25, 12, 30, tzinfo=PARIS))


def move_url(membership, room):
    (event,) = registry.calendar.get(room)(membership, DAY - dt.timedelta(days=1), OTHER)
    return event.move_url


def test_a_task_is_due_another_day(logged_in, membership, task, organisation):
    url = move_url(membership, "work")

    assert logged_in.post(url, {"on": OTHER}, headers=HTMX).status_code == 204

    with organisation_scope(organisation, switching=True):
        task.refresh_from_db()
    assert task.due_on == OTHER


def test_a_draft_keeps_its_hours_across_the_change_of_hour(logged_in, membership, draft, organisation):
    url = move_url(membership, "meetings")

    assert logged_in.post(url, {"on": OTHER}, headers=HTMX).status_code == 204

    with organisation_scope(organisation, switching=True):
        draft.refresh_from_db()
    assert draft.starts_at == dt.datetime(2027, 3, 30, 12, 30, tzinfo=PARIS)
    assert draft.ends_at == dt.datetime(2027, 3, 30, 13, 30, tzinfo=PARIS)


def test_a_date_of_the_plan_moves_and_undoing_is_moving_back(logged_in, membership, in_organisation, organisation):
    planned = PlannedDateFactory(day=DAY, line__plan__year=2027)
    url = move_url(membership, "scheduling")

    assert logged_in.post(url, {"on": OTHER}, headers=HTMX).status_code == 204
    assert logged_in.post(url, {"on": DAY}, headers=HTMX).status_code == 204

    with organisation_scope(organisation, switching=True):
        assert PlannedDate.objects.get(pk=planned.pk).day == DAY


def test_a_date_of_the_plan_does_not_leave_its_year(logged_in, membership, in_organisation):
    PlannedDateFactory(day=DAY, line__plan__year=2027)

    answer = logged_in.post(move_url(membership, "scheduling"), {"on": "2028-01-04"}, headers=HTMX)

    assert answer.status_code == 422
    assert answer.content.decode() == "Ce plan est celui de 2027 : choisissez un jour de cette année."


def test_a_convened_meeting_does_not_move(logged_in, membership, draft, organisation):
    url = move_url(membership, "meetings")
    with organisation_scope(organisation, switching=True):
        draft.status = "convened"
        draft.save(update_fields=["status"])
        assert move_url(membership, "meetings") == ""

    answer = logged_in.post(url, {"on": OTHER}, headers=HTMX)

    assert answer.status_code == 422
    assert "changez-la depuis la page de la réunion" in answer.content.decode()


@pytest.mark.parametrize("day", ["", "demain", "2027-02-30", "0001-01-01", "9999-12-31"])
def test_what_is_not_a_day_is_refused_in_words(logged_in, membership, task, day):
    answer = logged_in.post(move_url(membership, "work"), {"on": day}, headers=HTMX)

    assert answer.status_code == 422
    assert answer.content.decode().endswith(".")


def test_without_script_one_goes_back_to_the_calendar(logged_in, membership, task):
    back = reverse("agenda:calendar", args=["chastel"]) + f"?vue=jour&jour={DAY}"

    answer = logged_in.post(move_url(membership, "work"), {"on": OTHER, "next": back}, follow=True)

    assert answer.redirect_chain == [(back, 302)]
    assert "C’est déplacé au mardi 30" in answer.content.decode()


def test_one_never_leaves_for_another_site(logged_in, membership, task):
    answer = logged_in.post(move_url(membership, "work"), {"on": OTHER, "next": "https://ailleurs.example/"})

    assert answer["Location"] == task.get_absolute_url()


def test_a_professional_moves_their_own_tasks_and_nothing_else(client, organisation, task, draft):
    member = MembershipFactory(organisation=organisation, roles=["professional"])
    mine = Task.objects.create(
        title="À moi", due_on=DAY, owner=PersonFactory(user=member.user), released_at=task.released_at
    )
    client.force_login(member.user)

    moves = {event.label: event.move_url for event in registry.calendar.get("work")(member, DAY, DAY)}

    assert (moves["Relancer"], bool(moves["À moi"])) == ("", True)
    assert client.post(moves["À moi"], {"on": OTHER}, headers=HTMX).status_code == 204
    assert client.post(reverse("work:day", args=["chastel", task.pk]), {"on": OTHER}).status_code == 403
    assert client.post(reverse("meetings:day", args=["chastel", draft.pk]), {"on": OTHER}).status_code == 403
    assert mine.pk != task.pk


def test_every_thing_that_moves_has_its_form_on_its_day(logged_in, task, draft):
    page = soup(logged_in.get(reverse("agenda:calendar", args=["chastel"]), {"vue": "jour", "jour": DAY}))

    assert [form["data-label"] for form in page.select("form.fil-cal-move")] == ["Bureau", "Relancer"]


@pytest.mark.parametrize("room", ["work", "meetings", "scheduling"])
def test_what_somebody_else_moved_meanwhile_does_not_move_again(logged_in, membership, in_organisation, room):
    Task.objects.create(title="Relancer", due_on=DAY, released_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
    MeetingFactory(starts_at=dt.datetime(2027, 3, 25, 12, 30, tzinfo=PARIS))
    PlannedDateFactory(day=DAY, line__plan__year=2027)
    url = move_url(membership, room)
    logged_in.post(url, {"on": OTHER, "was": DAY}, headers=HTMX)

    late = logged_in.post(url, {"on": "2027-03-26", "was": DAY}, headers=HTMX)
    same = logged_in.post(url, {"on": OTHER, "was": DAY}, headers=HTMX)

    assert (late.status_code, same.status_code) == (422, 204)
    assert "c’est maintenant le mardi 30" in late.content.decode()


@contextlib.contextmanager
def meanwhile(table, act):
    """Somebody acts just after the page has read this table for the first time."""
    waiting = [act]

    def execute(run, sql, params, many, context):
        found = run(sql, params, many, context)
        if waiting and f'FROM "{table}"' in sql:
            waiting.pop()()
        return found

    with connection.execute_wrapper(execute):
        yield
    assert not waiting


AT = dt.datetime(2027, 3, 30, 12, 30, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("room", "table", "values", "said"),
    [
        ("work", "work_task", {"due_on": OTHER}, "c’est maintenant le mardi 30"),
        ("work", "work_task", {"due_on": None}, "vient de retirer cette date"),
        ("meetings", "meetings_meeting", {"starts_at": AT, "ends_at": AT + HOUR}, "c’est maintenant le mardi 30"),
        ("scheduling", "scheduling_planneddate", {"day": OTHER}, "c’est maintenant le mardi 30"),
        ("scheduling", "scheduling_planneddate", None, "vient de retirer ce que vous déplacez"),
    ],
)
def test_what_moves_while_one_moves_it_stays_where_it_was_put(
    logged_in, membership, organisation, task, draft, room, table, values, said
):
    planned = PlannedDateFactory(day=DAY, line__plan__year=2027)
    row = {"work": task, "meetings": draft, "scheduling": planned}[room]
    url, rows = move_url(membership, room), type(row).objects.filter(pk=row.pk)
    (kept,) = rows.values()

    with meanwhile(table, lambda: rows.update(**values) if values else rows.delete()):
        answer = logged_in.post(url, {"on": "2027-03-26", "was": DAY}, headers=HTMX)

    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    with organisation_scope(organisation, switching=True):
        assert list(rows.values()) == ([{**kept, **values}] if values else [])


def test_undoing_what_somebody_else_moved_again_is_refused(logged_in, membership, task):
    url = move_url(membership, "work")
    logged_in.post(url, {"on": OTHER, "was": DAY}, headers=HTMX)
    logged_in.post(url, {"on": "2027-03-31", "was": OTHER}, headers=HTMX)

    assert logged_in.post(url, {"on": DAY, "was": OTHER}, headers=HTMX).status_code == 422
