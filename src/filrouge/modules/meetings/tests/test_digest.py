import datetime as dt

import pytest
from django.utils import timezone

from filrouge.kernel.mail.lines import MEETINGS, WAITING
from filrouge.modules.meetings import queries
from filrouge.modules.meetings.contributions.digest import digest
from tests.factories import MeetingFactory, ParticipantFactory, PersonFactory


@pytest.fixture
def person(in_organisation):
    return PersonFactory(email="ana@example.org")


def called(person, *, status="convened", days=3, **changes):
    starts_at = timezone.now() + dt.timedelta(days=days)
    meeting = MeetingFactory(status=status, starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=1))
    return ParticipantFactory(meeting=meeting, person=person, **changes)


def test_meetings_to_come_say_what_was_answered(person):
    called(person)
    called(person, days=4, answer="coming")

    silent, coming = digest(person)

    assert (silent.section, silent.action, coming.action) == (MEETINGS, "Dire si je viens", "Voir")
    assert "je viens" in coming.detail
    assert "/lien/" in silent.url


@pytest.mark.parametrize(("status", "days"), [("convened", 15), ("convened", -1), ("draft", 3), ("cancelled", 3)])
def test_neither_far_nor_past_nor_unsaid(person, status, days):
    called(person, status=status, days=days)
    called(PersonFactory())  # somebody else's

    assert list(digest(person)) == []


def test_minutes_wait_until_an_opinion_is_given(person):
    participant = called(person, status="review", days=-2, presence="present")

    (line,) = digest(person)
    assert (line.section, line.action) == (WAITING, "Relire")
    assert queries.awaits_opinion(person.pk, participant.meeting_id)

    participant.approval = "approved"
    participant.save(update_fields=["approval"])
    assert list(digest(person)) == []
    assert not queries.awaits_opinion(person.pk, participant.meeting_id)


def test_a_presence_is_asked_until_it_is_known(person):
    participant = called(person, status="held", days=-2)
    assert queries.awaits_presence(person.pk, participant.meeting_id)

    participant.claim = "present"
    participant.save(update_fields=["claim"])
    assert not queries.awaits_presence(person.pk, participant.meeting_id)


@pytest.mark.parametrize("presence", ["excused", "absent", ""])
def test_a_draft_is_not_sent_to_who_was_not_there(person, presence):
    participant = called(person, status="review", days=-2, presence=presence)

    assert list(digest(person)) == []
    assert not queries.awaits_opinion(person.pk, participant.meeting_id)
