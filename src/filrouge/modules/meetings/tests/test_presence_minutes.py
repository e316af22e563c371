"""Minutes of presence, whatever the hours typed: never negative, never more than the session, in every zone."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from filrouge.kernel.ids import uuid7
from filrouge.modules.meetings.enums import ATTENDED, DeclaredHow, Presence
from filrouge.modules.meetings.exports import attendance_notes
from filrouge.modules.meetings.forms import moment_in
from filrouge.modules.meetings.models import AgendaItem, Meeting, Participant
from filrouge.modules.meetings.services.attendance import presence_minutes
from tests.factories import AgendaItemFactory, MeetingFactory, ParticipantFactory, PersonFactory

ZONES = ("Europe/Paris", "Indian/Reunion", "America/Martinique", "Pacific/Noumea")
TEAM = {"organisation_id": uuid7()}  # nothing is saved
NEW_YEAR = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
moments = st.integers(0, 365 * 24 * 60).map(lambda minutes: NEW_YEAR + dt.timedelta(minutes=minutes))
lengths = st.integers(1, 12 * 60)
hours = st.none() | st.times().map(lambda hour: hour.replace(second=0, microsecond=0))


def meeting_of(starts_at, length):
    ends_at = starts_at + dt.timedelta(minutes=length)
    return Meeting(**TEAM, starts_at=starts_at, ends_at=ends_at, opened_at=starts_at, closed_at=ends_at)


@given(
    starts_at=moments,
    length=lengths,
    zone=st.sampled_from(ZONES),
    arrived=hours,
    left=hours,
    presence=st.sampled_from(Presence.values),
    item=st.none() | st.integers(1, 480),
)
def test_minutes_stay_within_the_session_and_the_item(starts_at, length, zone, arrived, left, presence, item):
    with timezone.override(ZoneInfo(zone)):
        meeting = meeting_of(starts_at, length)
        one = Participant(
            **TEAM, presence=presence, arrived_at=moment_in(meeting, arrived), left_at=moment_in(meeting, left)
        )
        one.item = AgendaItem(**TEAM, minutes=item) if item else None

        minutes = presence_minutes(one, meeting)

    assert 0 <= minutes <= min(length, item or length)
    if presence not in ATTENDED:
        assert minutes == 0


@given(starts_at=moments, length=lengths, zone=st.sampled_from(ZONES), data=st.data())
def test_an_hour_typed_during_the_session_counts_from_that_very_minute(starts_at, length, zone, data):
    """Typed as the clock of the place shows it, past midnight too."""
    after = data.draw(st.integers(0, min(length, 22 * 60)))
    with timezone.override(ZoneInfo(zone)):
        meeting = meeting_of(starts_at, length)
        moment = timezone.localtime(starts_at + dt.timedelta(minutes=after))
        if timezone.localtime(starts_at).utcoffset() != moment.utcoffset():
            return  # the night when the clock changes, an hour may be two
        one = Participant(**TEAM, presence=Presence.LATE, arrived_at=moment_in(meeting, moment.time()))

        assert presence_minutes(one, meeting) == length - after


@given(starts_at=moments, length=lengths, first=st.integers(0, 720), second=st.integers(0, 720))
def test_staying_longer_never_counts_less(starts_at, length, first, second):
    meeting = meeting_of(starts_at, length)
    early, late = sorted((first, second))

    def stayed(minutes):
        left_at = starts_at + dt.timedelta(minutes=minutes)
        return presence_minutes(Participant(**TEAM, presence=Presence.LEFT_EARLY, left_at=left_at), meeting)

    assert stayed(early) <= stayed(late) == min(late, length)


@pytest.mark.django_db
def test_the_minutes_say_who_came_late_left_early_and_said_so_afterwards(in_organisation):
    meeting = MeetingFactory(held=True, starts_at=dt.datetime(2026, 3, 2, 12, tzinfo=ZoneInfo("Europe/Paris")))

    def came(last_name, **values):
        person = PersonFactory(first_name="Élodie", last_name=last_name, title="")
        return ParticipantFactory(meeting=meeting, person=person, minutes=30, **values)

    at = meeting.starts_at + dt.timedelta(minutes=20)
    people = [
        came("Noël", presence="late", arrived_at=at),
        came("Rey", presence="left_early", left_at=at),
        came("Sarr", presence="present", declared_how=DeclaredHow.LATE, declared_at=at + dt.timedelta(days=1)),
        came("Absente", presence="absent"),
    ]
    guest = came("Invitée", presence="present", item=AgendaItemFactory(meeting=meeting, title="Devis"))

    notes = {note.label: note.names for note in attendance_notes(people, [guest])}

    assert "Noël (12\xa0h\xa020)" in notes["Arrivés en cours de séance"]
    assert "Rey (12\xa0h\xa020)" in notes["Partis avant la fin"]
    assert "Sarr (3\xa0mars 2026)" in notes["Présence déclarée après la réunion"]
    assert "Absente" in notes["Absents"]
    assert "Invitée (Devis)" in notes["Invités pour un point"]
