import datetime as dt

import pytest
from django.urls import reverse

from filrouge.kernel.people.models import Engagement, Person
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.models import Entry
from filrouge.modules.meetings.models import Meeting, Participant
from tests.factories import (
    MeetingFactory,
    MeetingTypeFactory,
    MembershipFactory,
    ParticipantFactory,
    PersonFactory,
    noon_in,
)
from tests.htmx import assert_same_fragment, soup

pytestmark = pytest.mark.django_db

GRID_QUERIES = 6  # session, account, membership, meeting, then again with its participants
HTMX = {"HX-Request": "true"}


def url(name, *args):
    return reverse(f"meetings:{name}", args=["chastel", *args])


@pytest.fixture
def meeting(organisation):
    return MeetingFactory(organisation=organisation, open=True)


def called(meeting, **changes):
    return ParticipantFactory(organisation=meeting.organisation, meeting=meeting, **changes)


def press(client, meeting, one, presence, **more):
    return client.post(url("presences", meeting.pk), {"mark": f"{one.pk}:{presence}", **more}, headers=HTMX)


def kept(one, *names):
    with organisation_scope(one.organisation):
        row = Participant.objects.get(pk=one.pk)
        return tuple(getattr(row, name) for name in names)


def test_one_tap_marks_one_person(logged_in, meeting):
    one, other = called(meeting), called(meeting)

    page = soup(press(logged_in, meeting, one, "remote"))

    pressed = [button["value"] for button in page.select("[aria-pressed=true]")]
    assert pressed == [f"{one.pk}:remote"]
    assert "1 sur 2" in page.select_one(".card-subtitle").get_text()
    assert kept(other, "presence") == ("",)


def test_without_script_the_session_page_comes_back(logged_in, meeting):
    response = logged_in.post(url("presences", meeting.pk), {"mark": f"{called(meeting).pk}:present"})

    assert response["Location"] == url("session", meeting.pk)


def test_the_grid_is_the_same_alone_and_in_the_session(logged_in, meeting):
    called(meeting, presence="late")

    alone = logged_in.get(url("presences", meeting.pk), headers=HTMX)

    page = logged_in.get(url("session", meeting.pk))
    buttons = [[one["value"] for one in soup(answer).select("#presences [data-key]")] for answer in (alone, page)]
    assert buttons[0] == buttons[1] != []


@pytest.mark.parametrize("people", [1, 3, 60])
def test_grid_query_count_is_constant(logged_in, meeting, people, page_queries):
    ParticipantFactory.create_batch(people, organisation=meeting.organisation, meeting=meeting)

    with page_queries(GRID_QUERIES):
        answer = logged_in.get(url("presences", meeting.pk), headers=HTMX)

    assert len(soup(answer).select("[data-presence]")) == people


def test_hours_are_asked_only_where_they_matter(logged_in, meeting):
    present, late, early, gone = (
        called(meeting, presence=presence) for presence in ("present", "late", "left_early", "absent")
    )

    page = soup(logged_in.get(url("session", meeting.pk)))

    asked = {
        one.presence: [field["name"].split("-")[0] for field in page.select(f"#presence-{one.pk} input[type=time]")]
        for one in (present, late, early, gone)
    }
    assert asked == {"present": [], "late": ["arrived"], "left_early": ["left"], "absent": []}


def test_hours_of_somebody_present_are_asked_on_demand(logged_in, meeting):
    one = called(meeting, presence="present")
    link = soup(logged_in.get(url("session", meeting.pk))).select_one(f"#presence-{one.pk} a")

    page = soup(logged_in.get(link["hx-get"], headers=HTMX))

    assert [field["name"] for field in page.select("input[type=time]")] == [f"arrived-{one.pk}", f"left-{one.pk}"]


def test_hours_typed_are_kept_by_enter_as_by_the_button(logged_in, meeting):
    one = called(meeting, presence="present")
    sent = {f"was-{one.pk}": "present", f"arrived-{one.pk}": "12:20", f"left-{one.pk}": "12:50", "hours": "1"}

    logged_in.post(url("presences", meeting.pk), sent)

    assert kept(one, "minutes", "presence") == (30, "present")


def test_present_pressed_after_late_is_the_whole_session(logged_in, meeting):
    one = called(meeting, presence="late", arrived_at=meeting.starts_at + dt.timedelta(minutes=20))

    press(logged_in, meeting, one, "present", **{f"was-{one.pk}": "late", f"arrived-{one.pk}": "12:20"})

    assert kept(one, "presence", "arrived_at", "minutes") == ("present", None, 60)


def test_left_early_pressed_after_late_keeps_the_arrival(logged_in, meeting):
    one = called(meeting, presence="late", arrived_at=meeting.starts_at + dt.timedelta(minutes=20))

    press(logged_in, meeting, one, "left_early", **{f"was-{one.pk}": "late", f"arrived-{one.pk}": "12:20"})

    assert kept(one, "presence", "arrived_at") == ("left_early", meeting.starts_at + dt.timedelta(minutes=20))


def test_what_is_already_written_leaves_no_trace(logged_in, meeting):
    one = called(meeting)
    press(logged_in, meeting, one, "present")

    press(logged_in, meeting, one, "present")

    with organisation_scope(meeting.organisation):
        assert Entry.objects.filter(action="meetings.presence_marked").count() == 1


def test_an_hour_past_midnight_belongs_to_the_next_day(logged_in, organisation):
    starts = noon_in(-7).replace(hour=22)
    meeting = MeetingFactory(
        organisation=organisation, open=True, starts_at=starts, ends_at=starts + dt.timedelta(hours=3)
    )
    one = called(meeting, presence="late")

    logged_in.post(url("presences", meeting.pk), {f"was-{one.pk}": "late", f"arrived-{one.pk}": "00:30"})

    assert kept(one, "minutes") == (30,)


@pytest.mark.parametrize("hour", ["25:00", "midi"])
def test_an_hour_that_does_not_read_changes_nothing_and_says_so(logged_in, meeting, hour):
    one = called(meeting, presence="late", minutes=10)

    page = logged_in.post(
        url("presences", meeting.pk), {f"was-{one.pk}": "late", f"arrived-{one.pk}": hour}, headers=HTMX
    )

    assert soup(page).select_one("[role=alert]").get_text(strip=True) != ""
    assert kept(one, "minutes") == (10,)


@pytest.mark.parametrize("mark", ["", "x:present", "00000000-0000-0000-0000-000000000000:present", "é:🙂"])
def test_a_hostile_mark_changes_nothing(logged_in, meeting, mark):
    one = called(meeting)

    response = logged_in.post(url("presences", meeting.pk), {"mark": mark}, headers=HTMX)

    assert (response.status_code, kept(one, "presence")) == (200, ("",))


def test_the_participant_of_another_meeting_is_not_marked(logged_in, meeting):
    other = called(MeetingFactory(organisation=meeting.organisation, open=True))

    press(logged_in, meeting, other, "present")

    assert kept(other, "presence") == ("",)


def test_everybody_present_keeps_the_excused(logged_in, meeting):
    coming, excused = called(meeting), called(meeting, answer="excused")

    logged_in.post(url("presences_all", meeting.pk), headers=HTMX)

    assert (kept(coming, "presence"), kept(excused, "presence")) == (("present",), ("excused",))


def test_an_approved_meeting_says_it_does_not_change(logged_in, meeting):
    one = called(meeting)
    with organisation_scope(meeting.organisation):
        Meeting.objects.update(status="approved")

    page = press(logged_in, meeting, one, "present")

    assert "ne se modifie plus" in soup(page).select_one("[role=alert]").get_text()


def test_a_rcp_says_live_whether_two_professions_are_there(logged_in, organisation):
    kind = MeetingTypeFactory(organisation=organisation, minimum_professions=2)
    meeting = MeetingFactory(organisation=organisation, type=kind, open=True)
    nurse, doctor, secretary = (
        called(meeting, person__profession=profession) for profession in ("nurse", "gp", "secretary")
    )

    said = [
        soup(press(logged_in, meeting, one, "present")).select_one(".fil-presence-minimum .fil-badge")
        for one in (nurse, secretary, doctor)
    ]

    assert [(badge["class"][1], badge.get_text(strip=True)) for badge in said] == [
        ("fil-amber", "1\xa0profession de soin sur 2 au moins"),
        ("fil-amber", "1\xa0profession de soin sur 2 au moins"),
        ("fil-green", "2\xa0professions de soin sur 2 au moins"),
    ]


def test_a_share_of_the_called_is_rounded_up(logged_in, organisation):
    kind = MeetingTypeFactory(organisation=organisation, quorum_percent=50)
    meeting = MeetingFactory(organisation=organisation, type=kind, open=True)
    people = [called(meeting) for _ in range(5)]

    said = [
        soup(press(logged_in, meeting, one, "present")).select_one(".fil-presence-minimum .fil-badge")
        for one in people[:3]
    ]

    assert [badge["class"][1] for badge in said] == ["fil-amber", "fil-amber", "fil-green"]
    assert said[-1].get_text(strip=True) == "3 sur 5 : il en faut 3 (50 %)"


def test_who_came_without_being_called_is_added_and_marked_in_one_gesture(logged_in, meeting):
    person = PersonFactory(organisation=meeting.organisation)

    logged_in.post(url("walk_in", meeting.pk), {"person": person.pk}, headers=HTMX)

    with organisation_scope(meeting.organisation):
        one = Participant.objects.get(meeting=meeting)
        assert (one.person_id, one.presence, one.minutes) == (person.pk, "present", 60)


def test_a_stranger_to_the_directory_enters_it_as_a_partner_once(logged_in, meeting):
    typed = {"last_name": "Lemoine", "first_name": "Agnès", "profession": "social"}

    for _tap in range(2):
        logged_in.post(url("walk_in", meeting.pk), typed)

    with organisation_scope(meeting.organisation):
        person = Person.objects.get(last_name="Lemoine")
        assert Engagement.objects.get(person=person).status == "partner"
        assert list(Participant.objects.values_list("person", "presence")) == [(person.pk, "present")]


def test_nobody_chosen_is_said_and_nothing_typed_is_lost(logged_in, meeting):
    response = logged_in.post(url("walk_in", meeting.pk), {"first_name": "Agnès"}, headers=HTMX)

    assert response.status_code == 422
    assert "Choisissez une personne" in response.content.decode()
    assert soup(response).select_one("[name=first_name]")["value"] == "Agnès"


def test_the_form_of_a_walk_in_is_the_same_by_htmx(logged_in, meeting):
    assert_same_fragment(logged_in, url("walk_in", meeting.pk), "#walk-in")


@pytest.mark.parametrize("name", ["presences", "presences_all", "walk_in"])
def test_who_may_not_hold_a_meeting_marks_nobody(client, organisation, meeting, name):
    reader = MembershipFactory(organisation=organisation, roles=["professional"])
    client.force_login(reader.user)
    one = called(meeting)

    response = client.post(url(name, meeting.pk), {"mark": f"{one.pk}:present", "person": one.person_id})

    assert (response.status_code, kept(one, "presence")) == (403, ("",))


def test_hostile_names_are_shown_as_text(logged_in, organisation):
    name = "<img src=x onerror=alert(1)>\"'"
    meeting = MeetingFactory(organisation=organisation)
    called(meeting, person__last_name=name, answer_note=name)

    page = logged_in.get(url("detail", meeting.pk))

    assert soup(page).select(".fil-called img") == []
    assert name in soup(page).select_one(".fil-called").get_text()
