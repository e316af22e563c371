import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from filrouge.kernel.mail.models import Message
from filrouge.kernel.people.models import GroupMember
from filrouge.kernel.people.services import record_departure
from filrouge.kernel.timeline.models import Entry
from filrouge.modules.meetings import forms, services
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.views import new_meeting
from tests.factories import (
    AgendaItemFactory,
    GroupFactory,
    MeetingFactory,
    MeetingTypeFactory,
    MembershipFactory,
    ParticipantFactory,
    PersonFactory,
    noon_in,
)


@pytest.fixture
def slot():
    return {"starts_at": noon_in(14), "ends_at": noon_in(14) + dt.timedelta(hours=1)}


def test_plan_meeting_records_who_planned_it(membership, in_organisation, slot):
    meeting = services.plan_meeting(by=membership, type=MeetingTypeFactory(), title="RCP plaies", **slot)

    entry = Entry.objects.get()
    assert (entry.subject_id, entry.sentence, entry.actor_user) == (
        meeting.pk,
        "a prévu « RCP plaies »",
        membership.user,
    )


def test_plan_meeting_brings_the_usual_agenda_and_the_present_members_of_the_group(membership, in_organisation, slot):
    group = GroupFactory()
    here, gone = PersonFactory(), PersonFactory(left_on=dt.date(2025, 1, 1))
    for person in (here, gone):
        GroupMember.objects.create(group=group, person=person, joined_on=dt.date(2024, 1, 1))
    kind = MeetingTypeFactory(agenda=[{"title": "Suites", "kind": "discussion", "minutes": 10}])

    meeting = services.plan_meeting(by=membership, type=kind, title="Équipe", group=group, **slot)

    assert [item.title for item in meeting.items.all()] == ["Suites"]
    assert [one.person for one in meeting.participants.all()] == [here]


def test_plan_meeting_refuses_a_professional(organisation, in_organisation, slot):
    professional = MembershipFactory(organisation=organisation, roles=["professional"])

    with pytest.raises(PermissionDenied, match="préparer et convoquer"):
        services.plan_meeting(by=professional, type=MeetingTypeFactory(), title="RCP", **slot)

    assert Meeting.objects.count() == 0


@pytest.mark.parametrize(
    ("starts", "lasts", "sentence"),
    [
        (noon_in(14), dt.timedelta(0), "La réunion doit finir après son début"),
        (noon_in(14), dt.timedelta(hours=13), "plus de douze heures"),
        (noon_in(4000), dt.timedelta(hours=1), "plus de trois ans"),
    ],
)
def test_plan_meeting_refuses_impossible_hours(membership, in_organisation, starts, lasts, sentence):
    with pytest.raises(ValidationError, match=sentence):
        services.plan_meeting(
            by=membership, type=MeetingTypeFactory(), title="RCP", starts_at=starts, ends_at=starts + lasts
        )


def test_convene_writes_to_each_person_with_an_address_and_their_own_link(
    membership, in_organisation, django_capture_on_commit_callbacks
):
    meeting = MeetingFactory()
    AgendaItemFactory(meeting=meeting, title="Situations")
    reached, unreachable = PersonFactory(), PersonFactory(email="")
    for person in (reached, unreachable):
        ParticipantFactory(meeting=meeting, person=person)

    services.convene(meeting, by=membership, message="À bientôt")

    message = Message.objects.get()
    assert (message.to_email, "METHOD:REQUEST" in message.calendar) == (reached.email, True)
    assert "/chastel/lien/" in message.body_text
    assert "1. Situations" in message.body_text


def test_convene_nobody_is_refused(membership, in_organisation):
    with pytest.raises(ValidationError, match="Personne n’est convié"):
        services.convene(MeetingFactory(), by=membership)


def test_convene_twice_is_refused_and_writes_once(membership, in_organisation):
    meeting = MeetingFactory()
    ParticipantFactory(meeting=meeting)
    services.convene(meeting, by=membership)

    with pytest.raises(ValidationError, match="elle ne peut pas devenir « convoquée »"):
        services.convene(meeting, by=membership)

    assert Message.objects.count() == 1


def test_moving_a_convened_meeting_tells_people_and_counts_the_change(membership, in_organisation):
    meeting = MeetingFactory()
    ParticipantFactory(meeting=meeting)
    services.convene(meeting, by=membership)

    moved = services.change_meeting(
        meeting, by=membership, starts_at=noon_in(15), ends_at=noon_in(15) + dt.timedelta(hours=1)
    )

    subjects = [message.subject.split(" :")[0] for message in Message.objects.order_by("created_at", "pk")]
    assert (moved.sequence, subjects) == (1, ["Invitation", "Changement"])


def test_changing_a_draft_tells_nobody(membership, in_organisation):
    meeting = MeetingFactory()
    ParticipantFactory(meeting=meeting)

    services.change_meeting(meeting, by=membership, place="Salle 2")

    assert Message.objects.count() == 0


def test_cancelling_a_convened_meeting_removes_it_from_calendars(membership, in_organisation):
    meeting = MeetingFactory()
    ParticipantFactory(meeting=meeting)
    services.convene(meeting, by=membership)

    services.cancel_meeting(meeting, by=membership, reason="Épidémie")

    last = Message.objects.order_by("-created_at", "-pk").first()
    assert ("METHOD:CANCEL" in last.calendar, "Épidémie" in last.body_text) == (True, True)


def test_hostile_names_stay_text_in_the_invitation(membership, in_organisation):
    meeting = MeetingFactory(title="{{ 7*7 }} <script>alert(1)</script>\r\nBcc: x@example.org")
    ParticipantFactory(meeting=meeting, person=PersonFactory(first_name="{% debug %}"))

    services.convene(meeting, by=membership)

    message = Message.objects.get()
    assert "{{ 7*7 }} <script>alert(1)</script>" in message.body_text
    assert "<script>" not in message.body_html
    assert "\n" not in message.subject


@pytest.mark.parametrize(("to", "expected"), [(1, "CAB"), (2, "ACB"), (99, "ABC")])
def test_move_item_puts_it_at_its_rank(membership, in_organisation, to, expected):
    meeting = MeetingFactory()
    items = [AgendaItemFactory(meeting=meeting, title=title, position=rank) for rank, title in enumerate("ABC", 1)]

    services.move_item(items[2], by=membership, to=to)

    assert "".join(item.title for item in meeting.items.all()) == expected


def test_an_item_with_notes_is_not_removed(membership, in_organisation):
    item = AgendaItemFactory(notes="Déjà discuté")

    with pytest.raises(ValidationError, match="porte déjà des notes"):
        services.remove_item(item, by=membership)


def test_who_leaves_later_is_called_until_then(membership, in_organisation, slot):
    group, leaving = GroupFactory(), PersonFactory()
    GroupMember.objects.create(group=group, person=leaving, joined_on=dt.date(2024, 1, 1))
    last_day = slot["starts_at"].date()
    record_departure(leaving, by=membership, left_on=last_day)
    kind = MeetingTypeFactory(session_roles=["facilitator"])

    before = services.plan_meeting(by=membership, type=kind, title="Avant", group=group, **slot)
    week = dt.timedelta(days=7)
    later = {"starts_at": slot["starts_at"] + week, "ends_at": slot["ends_at"] + week}
    after = services.plan_meeting(by=membership, type=kind, title="Après", group=group, **later)

    assert [one.person for one in before.participants.all()] == [leaving]
    assert list(after.participants.all()) == []
    assert new_meeting.turns_of({"group": group, "type": kind}) == {"facilitator": leaving.pk}


def test_who_leaves_later_may_be_given_something_until_then(in_organisation):
    today = timezone.localdate()
    leaving = PersonFactory(left_on=today)
    PersonFactory(left_on=today - dt.timedelta(days=1))

    assert list(forms.SessionTaskForm().fields["owner"].queryset) == [leaving]
    assert list(forms.PointForm().fields["presenter"].queryset) == [leaving]
    assert [key for key, _name in forms.MeetingForm().fields["facilitator"].choices] == ["", leaving.pk]
