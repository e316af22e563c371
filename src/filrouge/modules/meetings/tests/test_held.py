import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.meetings import queries, services
from filrouge.modules.meetings.models import Meeting
from tests.factories import MeetingFactory, MeetingTypeFactory, MembershipFactory, PersonFactory, noon_in
from tests.htmx import soup


def record(by, people, **changes):
    starts_at = noon_in(-2)
    given = {"title": "RCP à deux", "starts_at": starts_at, "ends_at": starts_at + dt.timedelta(minutes=30)}
    return services.record_held_meeting(by=by, type=MeetingTypeFactory(), people=people, **given | changes)


def test_a_meeting_already_held_keeps_who_came_and_for_how_long(membership, in_organisation):
    people = PersonFactory.create_batch(2)

    meeting = record(membership, people)

    assert (meeting.status, meeting.impromptu, meeting.session) == ("held", True, (meeting.starts_at, meeting.ends_at))
    assert {(one.person, one.presence, one.minutes) for one in meeting.participants.all()} == {
        (person, "present", 30) for person in people
    }
    assert [work.minutes for work in registry.payable_work.get("meetings")(membership, *days_around(meeting))] == [
        30
    ] * 2


def days_around(meeting):
    return meeting.starts_on, meeting.starts_on


def test_it_is_noted_by_a_personal_link_too(in_organisation):
    meeting = record(Actor("Nadia Colin"), [PersonFactory()])

    assert Meeting.objects.get() == meeting


def test_it_does_not_crowd_the_lists_nor_wait_for_minutes(membership, in_organisation):
    now = timezone.now()
    meeting = record(membership, [PersonFactory()], starts_at=now - dt.timedelta(minutes=31), ends_at=now)

    assert list(queries.meeting_list(membership)) == []
    assert list(queries.on_the_desk(membership, timezone.now())) == []
    assert list(queries.evidence_between(meeting.starts_on.year, meeting.starts_on.year)) == []
    assert list(registry.today.get("meetings")(membership)) == []


def test_a_meeting_without_anybody_is_refused(membership, in_organisation):
    with pytest.raises(ValidationError, match="Dites qui était là"):
        record(membership, [])


def test_a_meeting_that_is_not_over_is_refused(membership, in_organisation):
    with pytest.raises(ValidationError, match="notez-la une fois tenue"):
        record(membership, [PersonFactory()], ends_at=timezone.now() + dt.timedelta(hours=1))


def test_a_guest_records_nothing(organisation, in_organisation):
    guest = MembershipFactory(organisation=organisation, roles=["guest"])

    with pytest.raises(PermissionDenied):
        record(guest, [PersonFactory()])


def test_one_noted_by_mistake_goes_away_with_its_attendance(membership, in_organisation):
    meeting = record(membership, [PersonFactory()])

    services.remove_held_meeting(meeting, by=membership)

    assert not Meeting.objects.exists()


def test_a_meeting_that_was_called_is_not_taken_back_so(membership, in_organisation):
    with pytest.raises(ValidationError, match="annulez-la plutôt"):
        services.remove_held_meeting(MeetingFactory(), by=membership)


def test_its_page_shows_attendance_and_neither_agenda_nor_review(logged_in, membership, in_organisation):
    meeting = record(membership, [PersonFactory()])

    page = soup(logged_in.get(reverse("meetings:detail", args=["chastel", meeting.pk])))

    assert page.select_one("#agenda, #relecture, .fil-steps") is None
    assert page.select_one(".fil-badge").get_text() == "tenue"


def test_it_enters_no_calendar_that_is_followed(membership, in_organisation):
    person = PersonFactory()
    record(membership, [person])

    now = timezone.now()
    assert list(queries.meetings_to_follow(person, membership, now)) == []
    assert list(queries.calls_to_follow(person, now)) == []
