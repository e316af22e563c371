import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from filrouge.kernel.timeline.models import Entry
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.meetings import services
from filrouge.modules.meetings.enums import DeclaredHow, Presence
from filrouge.modules.meetings.models import Participant
from tests.factories import MeetingFactory, MembershipFactory, ParticipantFactory, noon_in


def running_meeting(**changes):
    now = timezone.now().replace(second=0, microsecond=0)
    times = {"starts_at": now - dt.timedelta(minutes=20), "ends_at": now + dt.timedelta(minutes=40)}
    return MeetingFactory(status="open", opened_at=times["starts_at"], **{**times, **changes})


def held_meeting(**changes):
    start = noon_in(-2)
    times = {"starts_at": start, "opened_at": start, "closed_at": start + dt.timedelta(hours=1)}
    return MeetingFactory(**{"status": "held", **times, **changes})


def minutes_between(first, last):
    return (last - first) // dt.timedelta(minutes=1)


def oneself(participant):
    return Actor(participant.person.full_name, person_id=participant.person_id)


def declare(participant, **changes):
    return services.declare_presence(participant, **{"by": oneself(participant), "how": DeclaredHow.QR, **changes})


def test_signing_in_during_the_session_says_how_when_and_by_whom(membership, in_organisation):
    participant = ParticipantFactory(meeting=running_meeting())

    signed = declare(participant)

    assert (signed.presence, signed.declared_how, signed.declared_by) == ("present", "qr", participant.person.full_name)
    assert timezone.now() - signed.declared_at < dt.timedelta(minutes=1)
    assert signed.minutes == 60


def test_a_double_tap_is_one_signature(membership, in_organisation):
    participant = ParticipantFactory(meeting=running_meeting())
    first = declare(participant)

    again = declare(participant, how=DeclaredHow.CODE)

    assert (again.declared_at, again.declared_how) == (first.declared_at, "qr")
    assert Entry.objects.filter(action="meetings.presence_declared").count() == 1


def test_who_leaves_says_it_and_the_hour_is_that_of_the_clock(membership, in_organisation):
    meeting = running_meeting()
    participant = ParticipantFactory(meeting=meeting)
    declare(participant)

    gone = declare(participant, presence=Presence.LEFT_EARLY)

    assert gone.presence == "left_early"
    assert gone.minutes == minutes_between(meeting.opened_at, gone.left_at) in {20, 21}


def test_who_arrives_after_being_marked_absent_signs_in(membership, in_organisation):
    meeting = running_meeting()
    participant = ParticipantFactory(meeting=meeting)
    services.mark_presence(participant, by=membership, presence="absent")

    arrived = declare(participant, presence=Presence.LATE)

    assert (arrived.presence, arrived.declared_how) == ("late", "qr")
    assert arrived.minutes == minutes_between(arrived.arrived_at, meeting.ends_at) in {39, 40}


def test_a_mark_made_in_session_is_not_lowered_by_the_person(membership, in_organisation):
    participant = ParticipantFactory(meeting=running_meeting())
    services.mark_presence(participant, by=membership, presence="present")

    answered = declare(participant, presence=Presence.LEFT_EARLY)

    assert (answered.presence, answered.minutes, answered.declared_how) == ("present", 60, "grid")


def test_a_declaration_after_the_session_is_written_as_such(membership, in_organisation):
    participant = ParticipantFactory(meeting=held_meeting())

    late = declare(participant, how=DeclaredHow.LINK)

    assert (late.presence, late.declared_how, late.minutes, late.claim) == ("present", "late", 60, "")


def test_a_session_taken_up_again_or_written_afterwards_takes_late_declarations(membership, in_organisation):
    again = ParticipantFactory(meeting=held_meeting(status="open"))
    afterwards = ParticipantFactory(meeting=MeetingFactory(open=True, written_afterwards=True))

    found = [declare(again).declared_how, declare(afterwards, presence="left_early").declared_how]

    afterwards.refresh_from_db()
    assert found == ["late", "late"]
    assert (afterwards.left_at, afterwards.minutes) == (None, 60)  # the clock says nothing of a past session


def test_who_was_marked_absent_and_says_otherwise_afterwards_waits_for_an_answer(membership, in_organisation):
    participant = ParticipantFactory(meeting=held_meeting())
    services.mark_presence(participant, by=membership, presence="absent")

    claimed = declare(participant)

    assert (claimed.presence, claimed.claim, claimed.declared_how, claimed.minutes) == ("absent", "present", "late", 0)
    assert Entry.objects.filter(action="meetings.presence_claimed").count() == 1


@pytest.mark.parametrize(("answer", "expected"), [("present", ("late", 60)), ("absent", ("grid", 0))])
def test_a_claim_is_confirmed_or_refused_by_who_holds_the_meeting(membership, in_organisation, answer, expected):
    participant = ParticipantFactory(meeting=held_meeting())
    services.mark_presence(participant, by=membership, presence="absent")
    claimed = declare(participant)

    settled = services.mark_presence(claimed, by=membership, presence=answer)

    assert (settled.presence, settled.claim) == (answer, "")
    assert (settled.declared_how, settled.minutes) == expected


def test_correcting_the_hours_of_who_signed_keeps_the_signature(membership, in_organisation):
    meeting = running_meeting()
    signed = declare(ParticipantFactory(meeting=meeting))

    corrected = services.mark_presence(
        signed, by=membership, presence="present", left_at=meeting.starts_at + dt.timedelta(minutes=30)
    )

    assert (corrected.minutes, corrected.declared_how) == (30, "qr")


def test_marks_read_on_paper_say_so_and_need_the_right(membership, in_organisation):
    participant = ParticipantFactory(meeting=held_meeting())
    reader = MembershipFactory(organisation=in_organisation, roles=["professional"])

    marked = services.declare_presence(participant, by=membership, how=DeclaredHow.PAPER)

    assert (marked.presence, marked.declared_how, marked.declared_by) == ("present", "paper", str(membership.user))
    with pytest.raises(PermissionDenied):
        services.declare_presence(participant, by=reader, how=DeclaredHow.PAPER)


def test_nobody_signs_for_another(membership, in_organisation):
    mine, theirs = ParticipantFactory.create_batch(2, meeting=running_meeting())
    reader = MembershipFactory(organisation=in_organisation, roles=["professional"])

    for by in (oneself(theirs), reader):
        with pytest.raises(PermissionDenied):
            declare(mine, by=by)

    assert set(Participant.objects.values_list("presence", flat=True)) == {""}


def test_a_member_signs_with_their_own_account(membership, in_organisation):
    reader = MembershipFactory(organisation=in_organisation, roles=["professional"])
    participant = ParticipantFactory(meeting=running_meeting(), person__user=reader.user)

    signed = declare(participant, by=reader)

    assert (signed.presence, signed.declared_by) == ("present", str(reader.user))


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ({"status": "convened"}, "n’est pas encore ouverte"),
        ({"status": "draft"}, "n’est pas encore ouverte"),
        ({"status": "cancelled"}, "est annulée"),
        ({"status": "approved"}, "est approuvé"),
    ],
)
def test_a_presence_is_declared_between_the_opening_and_the_approval(membership, in_organisation, state, sentence):
    participant = ParticipantFactory(meeting=MeetingFactory(**state))

    with pytest.raises(ValidationError, match=sentence):
        declare(participant)


@pytest.mark.parametrize("presence", ["absent", "excused", "", "autre"])
def test_one_only_declares_having_been_there(membership, in_organisation, presence):
    with pytest.raises(ValidationError, match="comment vous étiez là"):
        declare(ParticipantFactory(meeting=running_meeting()), presence=presence)


def test_everybody_present_is_a_mark_of_the_session(membership, in_organisation):
    participant = ParticipantFactory(meeting=running_meeting())

    services.mark_all_present(participant.meeting, by=membership)

    participant.refresh_from_db()
    assert (participant.declared_how, participant.declared_by) == ("grid", str(membership.user))
