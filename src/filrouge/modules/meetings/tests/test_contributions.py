import datetime as dt

import pytest

from filrouge.kernel import registry
from filrouge.modules.meetings import services
from tests.factories import AgendaItemFactory, MeetingFactory, ParticipantFactory, PersonFactory, noon_in


@pytest.fixture
def approved(membership, in_organisation):
    meeting = MeetingFactory(open=True)
    AgendaItemFactory(meeting=meeting)
    ParticipantFactory.create_batch(3, meeting=meeting)
    services.mark_all_present(meeting, by=membership)
    services.close_session(meeting, by=membership)
    services.approve_minutes(meeting, by=membership)
    meeting.refresh_from_db()
    return meeting


def evidence(membership, meeting):
    return list(registry.evidence.get("meetings")(membership, meeting.starts_on.year))


def test_an_approved_meeting_is_a_ready_proof_with_its_attendance(membership, approved):
    (item,) = evidence(membership, approved)

    minutes = approved.minutes_versions.get()
    assert (item.state, item.attendance, item.minutes) == ("ready", 3, 60)
    assert (item.file_id, item.fingerprint, item.detail) == (minutes.file_id, minutes.file.sha256, minutes.reference)


@pytest.mark.parametrize(
    ("traits", "states"),
    [
        ({"passed": True}, ["missing"]),
        ({"open": True, "status": "held"}, ["draft"]),
        ({"passed": True, "status": "cancelled"}, []),
        ({}, []),  # to come
    ],
)
def test_the_state_of_a_proof_is_that_of_its_meeting(membership, in_organisation, traits, states):
    meeting = MeetingFactory(**traits)

    assert [item.state for item in evidence(membership, meeting)] == states


def test_payable_work_is_that_of_the_period(membership, approved):
    provider = registry.payable_work.get("meetings")
    day = approved.starts_on

    work = list(provider(membership, day, day))

    assert [one.minutes for one in work] == [60, 60, 60]
    assert list(provider(membership, day + dt.timedelta(days=1), day + dt.timedelta(days=30))) == []


def test_today_says_what_waits_for_the_coordinator(membership, in_organisation):
    MeetingFactory(title="Bientôt")
    MeetingFactory(title="Passée", passed=True)
    MeetingFactory(title="Lointaine", starts_at=noon_in(200))

    items = registry.today.get("meetings")(membership)

    assert sorted(item.label for item in items) == ["Convoquer : Bientôt", "Saisir la séance : Passée"]


def test_a_decision_due_for_review_comes_back(membership, approved):
    item = approved.items.get()
    approved.status = "open"
    approved.save(update_fields=["status"])
    decision = services.add_decision(item, by=membership, text="Horaires d’été", review_on=dt.date(2026, 1, 5))
    decision.year, decision.number = 2026, 9
    decision.save()

    labels = [item.label for item in registry.today.get("meetings")(membership)]

    assert "À revoir : D-2026-009 : Horaires d’été" in labels


def test_personal_data_of_a_person_is_handed_over_and_its_words_forgotten(in_organisation):
    person = PersonFactory()
    participant = ParticipantFactory(person=person, answer_note="Je suis en congé", presence="present", minutes=60)
    data = registry.personal_data.get("meetings")

    (row,) = data.export(person.pk)
    data.erase(person.pk)

    participant.refresh_from_db()
    assert (row["réunion"], row["minutes"]) == (participant.meeting.title, 60)
    assert (participant.answer_note, participant.minutes) == ("", 60)
