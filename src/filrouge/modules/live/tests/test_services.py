import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from filrouge.kernel.identifiers.spoken import LETTERS
from filrouge.kernel.ids import uuid7
from filrouge.kernel.timeline.models import Entry
from filrouge.modules.live import queries, services
from filrouge.modules.live.enums import SeatState
from filrouge.modules.live.models import ItemTime, LiveSession, Seat, Speech
from filrouge.modules.live.services import sessions
from filrouge.modules.meetings import services as meetings
from filrouge.modules.meetings.models import Participant
from tests.factories import MeetingFactory, MembershipFactory, ParticipantFactory, PersonFactory, SeatFactory

pytestmark = pytest.mark.django_db


def points(live):
    return [point.item for point in queries.course_of(live).points]


def again(row):
    return type(row).objects.get(pk=row.pk)


@pytest.fixture
def clock(monkeypatch):
    """The time of the services, moved by hand."""

    class Clock:
        now = timezone.now()

        def forward(self, **delta):
            self.now += dt.timedelta(**delta)

    clock = Clock()
    monkeypatch.setattr(timezone, "now", lambda: clock.now)
    return clock


# --- the session


def test_the_direct_begins_and_ends_with_the_session(in_organisation, membership):
    now = timezone.now()
    meeting = MeetingFactory(starts_at=now, ends_at=now + dt.timedelta(hours=1))
    ParticipantFactory(meeting=meeting)

    meeting = meetings.open_session(meeting, by=membership)
    live = queries.live_of(meeting)
    seat = SeatFactory(live=live)
    meetings.close_session(meeting, by=membership)

    assert (again(live).is_open, again(seat).state, queries.live_of(meeting)) == (False, SeatState.ENDED, None)


def test_a_session_written_up_afterwards_has_nobody_in_the_room(in_organisation, membership):
    meeting = meetings.open_session(MeetingFactory(passed=True), by=membership)

    assert queries.live_of(meeting) is None


def test_a_session_taken_up_again_may_be_opened_to_phones(in_organisation, membership, live):
    meeting = meetings.close_session(live.meeting, by=membership)
    meeting = meetings.reopen_session(meeting, by=membership)

    assert queries.live_of(meeting) is None
    assert services.open_live(meeting, by=membership) == services.open_live(meeting, by=membership)
    assert LiveSession.objects.filter(meeting=meeting).count() == 2


def test_phones_do_not_join_before_the_session(in_organisation, membership):
    with pytest.raises(ValidationError, match="Ouvrez d’abord la séance"):
        services.open_live(MeetingFactory(), by=membership)


def test_a_code_is_six_letters_nobody_confuses(in_organisation, membership):
    live = services.open_live(MeetingFactory(open=True), by=membership)

    assert len(live.code) == 6
    assert set(live.code) <= set(LETTERS)
    assert not set(LETTERS) & set("0O1IL2Z5S8BUAEY")


def test_two_open_sessions_never_share_a_code(in_organisation, live):
    with pytest.raises(IntegrityError), transaction.atomic():
        LiveSession.objects.create(meeting=MeetingFactory(), code=live.code, opened_at=timezone.now())


def test_who_does_not_hold_meetings_changes_nothing(in_organisation, organisation, live):
    reader = MembershipFactory(organisation=organisation, roles=["professional"])

    with pytest.raises(PermissionDenied):
        services.go_to(live, points(live)[0], by=reader)


# --- the clock


def test_each_point_keeps_the_time_it_took(in_organisation, membership, live, clock):
    first, second, _third = points(live)
    services.go_to(live, first, by=membership)
    clock.forward(minutes=4)
    services.go_to(live, second, by=membership)
    clock.forward(minutes=2)
    services.go_to(live, first, by=membership)  # back to it
    clock.forward(minutes=1)
    services.stop_clock(live, by=membership)
    clock.forward(minutes=10)
    services.start_clock(live, by=membership)

    assert dict(ItemTime.objects.values_list("item__title", "seconds")) == {"Accueil": 300, "Parcours plaies": 120}
    course = queries.course_of(again(live))
    assert (course.current.item, course.current.since, course.next.item) == (first, clock.now, points(live)[2])
    assert course.seconds_to_come == 15 * 60


def test_a_double_tap_on_next_goes_one_point_further_only(in_organisation, membership, live, clock):
    first = points(live)[0]
    services.go_to(live, first, by=membership)
    clock.forward(minutes=4)

    services.go_to(live, first, by=membership)

    assert again(live).item_since == clock.now - dt.timedelta(minutes=4)


def test_the_point_of_another_meeting_is_refused(in_organisation, membership, live):
    other = meetings.add_item(MeetingFactory(), by=membership, title="Ailleurs")

    with pytest.raises(ValidationError, match="pas à l’ordre du jour"):
        services.go_to(live, other, by=membership)


def test_a_point_taken_off_the_agenda_leaves_the_session_going(in_organisation, membership, live):
    first = points(live)[0]
    services.go_to(live, first, by=membership)

    meetings.remove_item(first, by=membership)

    assert again(live).item is None


def test_once_over_nothing_changes(in_organisation, membership, live, seat):
    meetings.close_session(live.meeting, by=membership)

    with pytest.raises(ValidationError, match="Cette séance est levée"):
        services.go_to(live, None, by=membership)
    with pytest.raises(ValidationError, match="Cette séance est levée"):
        services.raise_hand(seat)


# --- seats


def test_one_phone_each(in_organisation, live, nurse):
    services.take_seat(live, nurse, how="qr")

    with pytest.raises(ValidationError, match="Élodie Noël a déjà rejoint la séance depuis un autre téléphone"):
        services.take_seat(live, nurse, how="code")


def test_a_freed_place_may_be_taken_again_and_the_first_phone_does_no_more(in_organisation, membership, live, seat):
    services.free_seat(seat, by=membership)

    assert services.take_seat(live, seat.participant, how="code").is_seated
    with pytest.raises(ValidationError, match="Votre place a été libérée"):
        services.raise_hand(seat)
    assert Entry.objects.filter(action="live.seat_freed").count() == 1


def test_nobody_sits_at_somebody_else_s_meeting(in_organisation, live):
    with pytest.raises(ValidationError, match="pas conviée"):
        services.take_seat(live, ParticipantFactory(), how="code")


def test_a_guest_waits_until_the_facilitator_says_yes(in_organisation, membership, live):
    guest = services.ask_as_guest(live, name="  Paul   Kerjean ", profession="pharmacist", how="code")
    with pytest.raises(ValidationError):
        services.raise_hand(guest)

    accepted = services.accept_guest(guest, by=membership)

    accepted = again(accepted)
    assert (accepted.name, accepted.state, accepted.participant, accepted.calls) == (
        "Paul Kerjean",
        SeatState.SEATED,
        None,
        1,
    )
    assert services.raise_hand(accepted).hand_raised_at is not None


def test_a_guest_who_was_called_gets_their_own_place(in_organisation, membership, live, nurse):
    guest = services.ask_as_guest(live, name="noel elodie", profession="gp", how="code")

    accepted = again(services.accept_guest(guest, by=membership))

    assert (accepted.participant, accepted.profession) == (nurse, "nurse")


def test_a_refused_guest_is_gone(in_organisation, membership, live):
    guest = services.ask_as_guest(live, name="Paul", profession="other", how="code")

    services.refuse_guest(guest, by=membership)

    assert again(guest).state == SeatState.ENDED
    assert again(services.accept_guest(guest, by=membership)).state == SeatState.ENDED


def test_a_crowd_at_the_door_is_stopped(in_organisation, live):
    for number in range(30):
        services.ask_as_guest(live, name=f"Passant {number}", profession="other", how="code")

    with pytest.raises(ValidationError, match="Trop de personnes attendent"):
        services.ask_as_guest(live, name="Un de trop", profession="other", how="code")


def test_a_phone_signs_the_attendance_once(in_organisation, live, seat):
    services.sign_presence(seat)
    services.sign_presence(seat)

    signed = Participant.objects.get(pk=seat.participant_id)
    assert (signed.presence, signed.declared_how, signed.declared_by) == ("present", "code", "Élodie Noël")
    assert Entry.objects.filter(action="meetings.presence_declared").count() == 1


def test_a_guest_does_not_sign(in_organisation, membership, live):
    guest = services.ask_as_guest(live, name="Paul", profession="other", how="code")
    services.accept_guest(guest, by=membership)

    with pytest.raises(ValidationError, match="la personne qui anime note votre présence"):
        services.sign_presence(guest)


# --- the floor


def test_hands_wait_in_order_and_a_second_tap_keeps_one_s_turn(in_organisation, live, clock):
    first, second = SeatFactory(live=live), SeatFactory(live=live)
    for seat in (first, second, first):
        services.raise_hand(seat)
        clock.forward(seconds=5)

    floor = queries.floor_of(live, list(queries.seats_of(live)), clock.now)

    assert floor.hands == [first, second]


def test_one_voice_at_a_time(in_organisation, membership, live, seat, clock):
    other = SeatFactory(
        live=live, participant=ParticipantFactory(meeting=live.meeting, person=PersonFactory(profession="gp"))
    )
    services.raise_hand(seat)
    services.give_floor(seat, by=membership)
    clock.forward(seconds=90)
    services.take_floor(other)
    clock.forward(seconds=30)
    services.end_speech(live, by=other)

    assert [(speech.seat, speech.seconds_until(clock.now)) for speech in Speech.objects.all()] == [
        (seat, 90),
        (other, 30),
    ]
    floor = queries.floor_of(live, list(queries.seats_of(live)), clock.now)
    assert (floor.hands, floor.speaking, floor.seconds) == (
        [],
        None,
        {"infirmier·e": 90, "médecin généraliste": 30},
    )
    assert again(seat).calls == 2  # the floor was given, then taken back: two reasons to look


def test_a_phone_does_not_end_the_speech_of_another(in_organisation, live, seat):
    services.take_floor(seat)

    services.end_speech(live, by=SeatFactory(live=live))

    assert Speech.objects.get().ended_at is None


def test_who_leaves_speaks_no_more(in_organisation, live, seat):
    services.raise_hand(seat)
    services.take_floor(seat)

    services.leave_seat(seat)

    assert (Speech.objects.get().ended_at is None, again(seat).hand_raised_at) == (False, None)


# --- activities


def test_an_activity_takes_the_middle_of_the_screens(in_organisation, membership, live, applause):
    shown = services.show_activity(live, "test.applause", uuid7(), by=membership)
    assert (again(live).activity_kind, again(live).activity_id) == ("test.applause", shown.activity_id)

    services.hide_activity(live, by=membership)
    assert (again(live).activity_kind, again(live).activity_id) == ("", None)


def test_an_unknown_activity_is_a_programmer_s_mistake(in_organisation, membership, live):
    with pytest.raises(LookupError):
        services.show_activity(live, "test.nothing", uuid7(), by=membership)


def test_only_the_sessions_that_show_an_activity_are_told_of_it(
    in_organisation, membership, live, applause, monkeypatch
):
    told = []
    monkeypatch.setattr("filrouge.modules.live.services.activities.tell", told.append)
    shown = services.show_activity(live, "test.applause", uuid7(), by=membership)
    told.clear()

    services.activity_changed("test.applause", shown.activity_id)
    services.activity_changed("test.applause", uuid7())

    assert told == [live]


def test_every_change_of_the_meeting_reaches_the_screens(in_organisation, membership, live, nurse, monkeypatch):
    told = []
    monkeypatch.setattr(sessions, "tell", told.append)
    item = meetings.add_item(live.meeting, by=membership, title="Urgent")
    meetings.move_item(item, by=membership, to=1)
    meetings.change_item(item, by=membership, minutes=3)
    meetings.mark_presence(nurse, by=membership, presence="late")
    meetings.mark_all_present(live.meeting, by=membership)
    meetings.remove_item(item, by=membership)

    assert told == [live] * 6


def test_seats_end_with_the_participant_taken_off_the_list(in_organisation, membership, live, seat):
    meetings.remove_participant(seat.participant, by=membership)

    assert not Seat.objects.exists()
