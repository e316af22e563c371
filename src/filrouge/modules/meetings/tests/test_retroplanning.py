import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.days.almanac import Almanac
from filrouge.kernel.registry import deadlines, portability, today
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.services import change_task, drop_task
from filrouge.modules.meetings import services
from filrouge.modules.meetings.models import Meeting, MeetingStep
from filrouge.modules.meetings.queries.retroplanning import day_of
from tests.factories import MeetingFactory, MeetingTypeFactory, MembershipFactory, ParticipantFactory, PersonFactory

FRANCE, ALSACE = Almanac(), Almanac(subdivision="6AE")
STEPS = [
    {"days": -21, "title": "Recueillir les points", "owner": "coordinator", "act": ""},
    {"days": -15, "title": "Convoquer", "owner": "coordinator", "act": "convene"},
    {"days": -3, "title": "Préparer la salle", "owner": "facilitator", "act": ""},
    {"days": 2, "title": "Envoyer le compte rendu", "owner": "secretary", "act": "review"},
    {"days": 8, "title": "Approuver", "owner": "coordinator", "act": "approve"},
]


@pytest.fixture
def coordinator(in_organisation, membership):
    return PersonFactory(user=membership.user)


@pytest.fixture
def kind(in_organisation):
    return MeetingTypeFactory(retroplanning=STEPS)


def in_days(days):
    noon = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0)
    return noon + dt.timedelta(days=days)


def meeting_in(days, kind, **values):
    meeting = MeetingFactory(type=kind, starts_at=in_days(days), **values)
    ParticipantFactory(meeting=meeting)
    return meeting


def tasks(meeting):
    return {step.title: step.task for step in MeetingStep.objects.filter(meeting=meeting).select_related("task__owner")}


@pytest.mark.parametrize(
    ("days", "meeting_day", "expected", "almanac"),
    [
        (-3, dt.date(2026, 12, 10), dt.date(2026, 12, 7), FRANCE),  # a Monday stays
        (-3, dt.date(2026, 12, 9), dt.date(2026, 12, 4), FRANCE),  # Sunday: the Friday before
        (2, dt.date(2026, 12, 10), dt.date(2026, 12, 14), FRANCE),  # Saturday: the Monday after
        (-15, dt.date(2027, 1, 16), dt.date(2026, 12, 31), FRANCE),  # New Year's Day, a Friday, in another year
        (-3, dt.date(2027, 5, 11), dt.date(2027, 5, 7), FRANCE),  # 8 May, on a Saturday
        (8, dt.date(2027, 5, 9), dt.date(2027, 5, 18), FRANCE),  # Whit Monday
        (2, dt.date(2027, 12, 24), dt.date(2027, 12, 27), FRANCE),  # Sunday after Christmas
        (3, dt.date(2027, 12, 23), dt.date(2027, 12, 27), ALSACE),  # 26 December, public in Alsace
        (-1, dt.date(2028, 3, 1), dt.date(2028, 2, 29), FRANCE),  # leap day, a Tuesday
        (-21, dt.date(2028, 3, 21), dt.date(2028, 2, 29), FRANCE),
        (8, dt.date(2028, 2, 21), dt.date(2028, 2, 29), FRANCE),
        (-1, dt.date(2027, 3, 1), dt.date(2027, 2, 26), FRANCE),  # no leap day that year: Sunday 28, hence Friday
        (0, dt.date(2026, 12, 12), dt.date(2026, 12, 12), FRANCE),  # a Saturday meeting keeps its day
    ],
)
def test_steps_fall_on_working_days(days, meeting_day, expected, almanac):
    assert day_of(days, meeting_day, almanac) == expected


def test_convening_makes_tasks_of_the_steps_and_ticks_its_own(membership, coordinator, kind):
    facilitator = PersonFactory()
    meeting = meeting_in(40, kind, facilitator=facilitator)
    services.convene(meeting, by=membership)
    found = tasks(meeting)
    assert [step.mark for step in MeetingStep.objects.filter(meeting=meeting)] == ["J-21", "J-15", "J-3", "J+2", "J+8"]
    assert (found["Convoquer"].status, found["Approuver"].status) == ("done", "open")
    assert [found[name].owner for name in ("Recueillir les points", "Préparer la salle")] == [coordinator, facilitator]
    assert found["Envoyer le compte rendu"].owner == coordinator
    expected = day_of(-3, meeting.starts_on, FRANCE)
    assert found["Préparer la salle"].due_on == expected


def test_convened_again_nothing_is_made_twice(membership, coordinator, kind):
    meeting = meeting_in(40, kind)
    services.convene(meeting, by=membership)
    services.cancel_meeting(meeting, by=membership)
    services.restore_meeting(meeting, by=membership)
    services.convene(meeting, by=membership)
    assert Task.objects.count() == len(STEPS)


def test_convened_late_nothing_is_born_overdue(membership, coordinator, kind):
    meeting = meeting_in(1, kind)
    services.convene(meeting, by=membership)
    day = timezone.localdate()
    steps = {step.title: step for step in MeetingStep.objects.filter(meeting=meeting).select_related("task")}
    assert all(step.task.due_on >= day for step in steps.values())
    assert [steps[name].late for name in ("Recueillir les points", "Préparer la salle", "Approuver")] == [
        True,
        True,
        False,
    ]
    assert steps["Préparer la salle"].task.due_on <= meeting.starts_on


def test_drafts_get_theirs_when_the_first_step_is_near(in_organisation, coordinator, kind):
    near, far = meeting_in(30, kind), meeting_in(60, kind)
    meeting_in(-3, kind)
    assert (services.lay_coming_steps(), services.lay_coming_steps()) == (len(STEPS), 0)
    assert (len(tasks(near)), len(tasks(far))) == (len(STEPS), 0)


def test_a_new_date_moves_what_is_still_to_do(membership, coordinator, kind):
    meeting = meeting_in(40, kind)
    services.convene(meeting, by=membership)
    done = tasks(meeting)["Convoquer"].due_on
    starts = in_days(54)
    services.change_meeting(meeting, by=membership, starts_at=starts, ends_at=starts + dt.timedelta(hours=1))
    found = tasks(meeting)
    assert found["Convoquer"].due_on == done
    assert found["Approuver"].due_on == day_of(8, starts.date(), FRANCE)
    assert str(starts.year) in found["Approuver"].origin_label


def test_cancelled_the_open_ones_are_dropped_and_come_back_with_it(membership, coordinator, kind):
    meeting = meeting_in(40, kind)
    services.convene(meeting, by=membership)
    services.do_step(MeetingStep.objects.get(title="Recueillir les points"), by=membership)
    services.cancel_meeting(meeting, by=membership)
    assert {task.status for task in tasks(meeting).values()} == {"done", "dropped"}
    services.restore_meeting(meeting, by=membership)
    found = tasks(meeting)
    assert [found[name].status for name in ("Recueillir les points", "Préparer la salle")] == ["done", "open"]


def test_what_somebody_dropped_stays_dropped(membership, coordinator, kind):

    meeting = meeting_in(40, kind)
    services.convene(meeting, by=membership)
    drop_task(tasks(meeting)["Préparer la salle"], by=membership)
    services.cancel_meeting(meeting, by=membership)
    services.restore_meeting(meeting, by=membership)
    assert tasks(meeting)["Préparer la salle"].status == "dropped"


def test_a_role_given_later_takes_its_steps(membership, coordinator, kind):
    meeting, first, second = meeting_in(40, kind), PersonFactory(), PersonFactory()
    services.convene(meeting, by=membership)
    services.change_meeting(meeting, by=membership, secretary=first)
    assert tasks(meeting)["Envoyer le compte rendu"].owner == first
    services.change_meeting(meeting, by=membership, secretary=second)
    assert tasks(meeting)["Envoyer le compte rendu"].owner == second
    services.change_meeting(meeting, by=membership, secretary=None)
    assert tasks(meeting)["Envoyer le compte rendu"].owner == coordinator


def test_a_step_that_somebody_else_took_stays_theirs(membership, coordinator, kind):
    meeting, other = meeting_in(40, kind), PersonFactory()
    services.convene(meeting, by=membership)
    change_task(tasks(meeting)["Envoyer le compte rendu"], by=membership, owner=other)
    services.change_meeting(meeting, by=membership, secretary=PersonFactory())
    assert tasks(meeting)["Envoyer le compte rendu"].owner == other


def test_the_session_closed_what_was_before_it_goes(membership, coordinator, kind):
    meeting = meeting_in(40, kind)
    services.convene(meeting, by=membership)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=in_days(0) - dt.timedelta(days=1))
    services.open_session(meeting, by=membership)
    services.close_session(meeting, by=membership)
    found = tasks(meeting)
    assert (found["Préparer la salle"].status, found["Approuver"].status) == ("dropped", "open")


def test_the_minutes_tick_theirs(membership, coordinator, kind):
    meeting = meeting_in(40, kind)
    services.convene(meeting, by=membership)
    meeting.participants.update(presence="present")
    Meeting.objects.filter(pk=meeting.pk).update(status="held")
    services.send_for_review(meeting, by=membership)
    assert tasks(meeting)["Envoyer le compte rendu"].status == "done"
    services.approve_minutes(meeting, by=membership)
    assert tasks(meeting)["Approuver"].status == "done"


def test_a_reserved_meeting_is_not_named_by_its_tasks(membership, coordinator, kind):
    meeting = meeting_in(40, kind, title="Licenciement", confidentiality="managers")
    services.convene(meeting, by=membership)
    assert not [task for task in tasks(meeting).values() if "Licenciement" in f"{task.title} {task.origin_label}"]
    services.change_readers(meeting, by=membership, confidentiality="team")
    assert all("Licenciement" in task.origin_label for task in tasks(meeting).values())
    services.change_readers(meeting, by=membership, confidentiality="called")
    assert not [task for task in tasks(meeting).values() if "Licenciement" in task.origin_label]


def test_today_says_each_thing_once(membership, coordinator, kind):
    meeting = meeting_in(16, kind, title="Équipe")
    services.lay_steps(meeting, by=membership)
    for name, read in (("today", today), ("deadlines", deadlines)):
        labels = [one.label for _key, give in read.items() for one in give(membership)]
        assert [label for label in labels if "Convoquer" in label] == ["Convoquer"], name


def test_only_who_prepares_meetings_lays_steps(organisation, in_organisation, kind):

    colleague = MembershipFactory(organisation=organisation, roles=["professional"])
    with pytest.raises(PermissionDenied):
        services.lay_steps(meeting_in(20, kind), by=colleague)


def test_an_approved_meeting_takes_no_step(membership, kind):
    with pytest.raises(ValidationError):
        services.lay_steps(meeting_in(20, kind, status="approved"), by=membership)


def test_the_page_shows_the_steps_and_one_tap_does_one(logged_in, organisation, membership, coordinator, kind):
    meeting = meeting_in(40, kind)
    services.convene(meeting, by=membership)
    step = MeetingStep.objects.get(title="Préparer la salle")
    assert "J-21" in logged_in.get(meeting.get_absolute_url()).content.decode()
    url = reverse("meetings:retroplanning", args=[organisation.slug, meeting.pk])
    page = logged_in.post(url, {"done": step.pk}, headers={"HX-Request": "true"}).content.decode()
    assert f'name="undone" value="{step.pk}"' in page
    assert tasks(meeting)["Préparer la salle"].status == "done"
    logged_in.post(url, {"undone": step.pk})
    assert tasks(meeting)["Préparer la salle"].status == "open"


def test_before_they_are_laid_the_page_says_what_they_will_be(logged_in, organisation, coordinator, kind):
    meeting = meeting_in(60, kind)
    assert "J-21, J-15, J-3, J+2, J+8" in logged_in.get(meeting.get_absolute_url()).content.decode()
    url = reverse("meetings:retroplanning", args=[organisation.slug, meeting.pk])
    logged_in.post(url, {"lay": "1"})
    assert len(tasks(meeting)) == len(STEPS)


def test_moving_a_meeting_says_what_followed(logged_in, organisation, membership, coordinator, kind):
    meeting = meeting_in(40, kind)
    services.convene(meeting, by=membership)
    url = reverse("meetings:edit", args=[organisation.slug, meeting.pk])
    sent = {"type": kind.pk, "title": meeting.title, "day": f"{in_days(54):%Y-%m-%d}", "starts": "12:00"}
    sent |= {"ends": "13:00", "confidentiality": "team"}
    page = logged_in.post(url, sent, follow=True).content.decode().replace("\u202f", " ").replace("\xa0", " ")
    assert "4 tâches du rétroplanning suivent la nouvelle date." in page


def test_the_steps_leave_with_the_organisation(membership, coordinator, kind):
    meeting = meeting_in(40, kind)
    services.convene(meeting, by=membership)
    rows = list(portability.get("meetings.steps")())
    assert [row["jours"] for row in rows] == [-21, -15, -3, 2, 8]
