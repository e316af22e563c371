import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from filrouge.kernel.work.models import Task
from filrouge.modules.meetings import queries, services
from filrouge.modules.meetings.enums import Presence
from tests.factories import AgendaItemFactory, MeetingFactory, ParticipantFactory, PersonFactory, noon_in


def test_a_meeting_of_the_future_does_not_open(membership, in_organisation):
    with pytest.raises(ValidationError, match="n’a pas encore commencé"):
        services.open_session(MeetingFactory(), by=membership)


def test_a_session_written_up_afterwards_takes_the_planned_hours(membership, in_organisation):
    meeting = MeetingFactory(passed=True)

    opened = services.open_session(meeting, by=membership)
    closed = services.close_session(opened, by=membership)

    assert (closed.opened_at, closed.closed_at) == (meeting.starts_at, meeting.ends_at)


def test_a_session_written_ten_minutes_after_its_end_takes_the_planned_hours_too(membership, in_organisation):
    now = timezone.now().replace(second=0, microsecond=0)
    meeting = MeetingFactory(starts_at=now - dt.timedelta(minutes=70), ends_at=now - dt.timedelta(minutes=10))

    closed = services.close_session(services.open_session(meeting, by=membership), by=membership)

    assert (closed.opened_at, closed.closed_at) == (meeting.starts_at, meeting.ends_at)


def test_a_session_forgotten_open_closes_at_its_planned_hour(membership, in_organisation):
    meeting = MeetingFactory(open=True, opened_at=noon_in(-7) + dt.timedelta(minutes=5))

    closed = services.close_session(meeting, by=membership)

    assert closed.closed_at == meeting.ends_at


def test_completing_a_session_keeps_the_hour_it_had_closed(membership, in_organisation):
    meeting = MeetingFactory(open=True)
    closed_at = meeting.starts_at + dt.timedelta(minutes=50)
    services.change_session_times(meeting, by=membership, opened_at=meeting.starts_at, closed_at=closed_at)
    services.close_session(meeting, by=membership)

    closed = services.close_session(services.reopen_session(meeting, by=membership), by=membership)

    assert closed.closed_at == closed_at


def test_a_session_held_now_takes_the_hours_of_the_clock(membership, in_organisation):
    now = timezone.now().replace(second=0, microsecond=0)
    meeting = MeetingFactory(starts_at=now - dt.timedelta(minutes=10), ends_at=now + dt.timedelta(minutes=50))

    opened = services.open_session(meeting, by=membership)

    assert now <= opened.opened_at <= now + dt.timedelta(minutes=1)


@pytest.mark.parametrize(
    ("presence", "arrived", "left", "minutes"),
    [
        (Presence.PRESENT, None, None, 60),
        (Presence.REMOTE, None, None, 60),
        (Presence.LATE, 20, None, 40),
        (Presence.PRESENT, None, 45, 45),
        (Presence.LATE, 20, 45, 25),
        (Presence.LATE, -15, 90, 60),  # outside the session does not count
        (Presence.EXCUSED, None, None, 0),
        (Presence.ABSENT, 20, 45, 0),
    ],
)
def test_minutes_are_counted_inside_the_session(membership, in_organisation, presence, arrived, left, minutes):
    meeting = MeetingFactory(open=True)
    participant = ParticipantFactory(meeting=meeting)

    def at(offset):
        return None if offset is None else meeting.starts_at + dt.timedelta(minutes=offset)

    marked = services.mark_presence(
        participant, by=membership, presence=presence, arrived_at=at(arrived), left_at=at(left)
    )

    assert marked.minutes == minutes


def test_the_night_of_the_change_of_hour_counts_real_minutes(membership, in_organisation):
    starts = dt.datetime(2026, 3, 29, 0, 30, tzinfo=dt.UTC)  # 1 h 30 in Paris; at 2 h it is 3 h
    meeting = MeetingFactory(open=True, starts_at=starts, ends_at=starts + dt.timedelta(hours=1))

    marked = services.mark_presence(ParticipantFactory(meeting=meeting), by=membership, presence="present")

    assert marked.minutes == 60


def test_leaving_before_arriving_is_refused(membership, in_organisation):
    meeting = MeetingFactory(open=True)

    with pytest.raises(ValidationError, match="Le départ doit suivre l’arrivée"):
        services.mark_presence(
            ParticipantFactory(meeting=meeting),
            by=membership,
            presence="late",
            arrived_at=meeting.starts_at + dt.timedelta(minutes=30),
            left_at=meeting.starts_at + dt.timedelta(minutes=10),
        )


def test_all_present_but_those_who_excused_themselves(membership, in_organisation):
    meeting = MeetingFactory(open=True)
    for answer in ("coming", "none", "excused", "not_coming"):
        ParticipantFactory(meeting=meeting, answer=answer)

    services.mark_all_present(meeting, by=membership)

    found = dict(meeting.participants.values_list("answer", "presence"))
    assert found == {"coming": "present", "none": "present", "excused": "excused", "not_coming": "excused"}


def test_presence_is_not_marked_before_the_session(membership, in_organisation):
    with pytest.raises(ValidationError, match="Ouvrez d’abord la séance"):
        services.mark_presence(ParticipantFactory(), by=membership, presence="present")


def test_correcting_the_hours_counts_everybody_again(membership, in_organisation):
    meeting = MeetingFactory(open=True)
    participant = ParticipantFactory(meeting=meeting)
    services.mark_presence(participant, by=membership, presence="present")

    services.change_session_times(
        meeting,
        by=membership,
        opened_at=meeting.starts_at,
        closed_at=meeting.starts_at + dt.timedelta(minutes=95),
    )

    participant.refresh_from_db()
    assert participant.minutes == 95


def test_hours_in_the_future_are_refused(membership, in_organisation):
    with pytest.raises(ValidationError, match="dans le futur"):
        services.change_session_times(MeetingFactory(open=True), by=membership, opened_at=noon_in(3), closed_at=None)


def test_a_task_of_the_session_waits_for_the_approval(membership, in_organisation):
    meeting = MeetingFactory(open=True)
    item = AgendaItemFactory(meeting=meeting, title="Budget")
    owner = PersonFactory()

    services.add_session_task(item, by=membership, title="Demander un devis", owner=owner)

    task = Task.objects.get()
    assert (task.owner, task.released_at, task.origin_label) == (owner, None, f"{meeting.title} : Budget")
    assert list(queries.tasks_of(meeting)) == [task]
