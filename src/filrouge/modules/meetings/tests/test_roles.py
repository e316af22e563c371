import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.meetings import exports, queries
from filrouge.modules.meetings.enums import SessionRole
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.views import new_meeting
from tests.factories import (
    AgendaItemFactory,
    GroupFactory,
    MeetingFactory,
    MeetingTypeFactory,
    ParticipantFactory,
    PersonFactory,
    noon_in,
)
from tests.htmx import soup

pytestmark = pytest.mark.django_db
ALL = list(SessionRole.values)
FACILITATOR, SECRETARY = SessionRole.FACILITATOR, SessionRole.SECRETARY


@pytest.fixture
def people(organisation):
    return [PersonFactory(organisation=organisation, last_name=name) for name in ("Alba", "Bosc", "Cor")]


@pytest.fixture
def kind(organisation):
    return MeetingTypeFactory(organisation=organisation, code="team", session_roles=["facilitator", "secretary"])


def url(name, *args):
    return reverse(f"meetings:{name}", args=["chastel", *args])


def turns(people, roles, **more):
    names = {person.pk: person.last_name for person in people}
    found = queries.turns(list(names), roles, before=timezone.now(), **more)
    return {role.value: names[person] for role, person in found.items()}


def test_whose_turn_it_is_held_the_role_least_then_longest_ago(in_organisation, people):
    alba, bosc, cor = people
    MeetingFactory(facilitator=alba, starts_at=noon_in(-300))
    MeetingFactory(facilitator=bosc, starts_at=noon_in(-200))
    MeetingFactory(facilitator=cor, starts_at=noon_in(-100))
    first = turns(people, [FACILITATOR])
    MeetingFactory(facilitator=alba, starts_at=noon_in(-10))

    assert (first, turns(people, [FACILITATOR])) == ({"facilitator": "Alba"}, {"facilitator": "Bosc"})


def test_nobody_is_proposed_for_two_roles_nor_for_one_more(in_organisation, people):
    proposed = turns(people, [FACILITATOR, SECRETARY], taken=[people[0].pk])

    assert proposed == {"facilitator": "Bosc", "secretary": "Cor"}


def test_more_roles_than_people_leaves_some_to_give(in_organisation, people):
    assert turns(people[:1], [FACILITATOR, SECRETARY]) == {"facilitator": "Alba"}


def test_what_is_older_than_a_year_cancelled_or_of_another_group_does_not_count(in_organisation, people):
    group = GroupFactory()
    MeetingFactory(facilitator=people[0], starts_at=noon_in(-400))
    MeetingFactory(facilitator=people[0], starts_at=noon_in(-40), status="cancelled")
    MeetingFactory(facilitator=people[0], starts_at=noon_in(-40), group=GroupFactory())

    assert turns(people, [FACILITATOR], group=group) == {"facilitator": "Alba"}


def test_one_tap_gives_the_role_to_whose_turn_it_is(logged_in, organisation, kind, people):
    meeting = MeetingFactory(organisation=organisation, type=kind)
    ParticipantFactory(organisation=organisation, meeting=meeting, person=people[0], answer="excused")
    ParticipantFactory(organisation=organisation, meeting=meeting, person=people[1])
    button = soup(logged_in.get(url("detail", meeting.pk))).select_one("#roles button[name=facilitator]")

    response = logged_in.post(
        url("roles", meeting.pk), {button["name"]: button["value"]}, headers={"HX-Request": "true"}
    )

    assert soup(response).select_one("#roles .fil-row-title").get_text() == str(people[1])
    with organisation_scope(organisation):
        assert Meeting.objects.get().facilitator == people[1]


def test_a_role_is_given_to_somebody_called_only(logged_in, organisation, kind, people):
    meeting = MeetingFactory(organisation=organisation, type=kind)

    logged_in.post(url("roles", meeting.pk), {"facilitator": people[0].pk})

    with organisation_scope(organisation):
        assert Meeting.objects.get().facilitator is None


def test_the_form_opens_with_what_the_type_brings(logged_in, organisation, people):
    group = GroupFactory(organisation=organisation, kind="bureau")
    with organisation_scope(organisation):
        group.members.create(person=people[0], joined_on=dt.date(2025, 1, 1), group=group)
    MeetingTypeFactory(
        organisation=organisation,
        code="bureau",
        group_kind="bureau",
        confidentiality="called",
        session_roles=["secretary"],
        default_minutes=45,
    )

    page = soup(logged_in.get(url("create"), {"type": "bureau"}))

    chosen = [page.select_one(f"#id_{name} option[selected]") for name in ("group", "confidentiality")]
    assert [option["value"] for option in chosen] == [str(group.pk), "called"]
    assert [page.select_one(f"#id_{name}")["value"] for name in ("starts", "ends")] == ["12:30", "13:15"]
    assert [label["data-turn"] for label in page.select("[data-turn]")] == ["id_secretary"]
    assert page.select_one("#id_facilitator") is None


def test_a_meeting_is_duplicated_with_its_points_and_people_but_not_what_was_said(
    logged_in, organisation, kind, people
):
    model = MeetingFactory(organisation=organisation, type=kind, title="Équipe d’avril", facilitator=people[0])
    AgendaItemFactory(organisation=organisation, meeting=model, title="Budget", minutes=25, notes="Dit", position=1)
    ParticipantFactory(organisation=organisation, meeting=model, person=people[1], answer="coming")
    gone = PersonFactory(organisation=organisation, left_on=timezone.localdate())
    ParticipantFactory(organisation=organisation, meeting=model, person=gone)
    form = soup(logged_in.get(url("create"), {"comme": model.pk})).select_one("form[data-draft]")
    sent = {field["name"]: field.get("value", "") for field in form.select("input[name]")}

    response = logged_in.post(url("create"), {**sent, "type": kind.pk, "day": noon_in(30).date()})

    with organisation_scope(organisation):
        twin = Meeting.objects.exclude(pk=model.pk).get()
        assert response["Location"] == twin.get_absolute_url()
        assert (twin.title, twin.facilitator) == ("Équipe d’avril", None)
        assert list(twin.items.values_list("title", "minutes", "notes")) == [("Budget", 25, "")]
        assert list(twin.participants.values_list("person", "answer")) == [(people[1].pk, "none")]


def test_a_reserved_meeting_cannot_be_copied_by_who_may_not_read_it(organisation, in_organisation, membership):
    membership.roles = ["assistant"]
    meeting = MeetingFactory(confidentiality="managers", title="Entretien")

    values = new_meeting.values_of(membership, {"comme": str(meeting.pk)})

    assert "like" not in values


def test_the_day_proposed_is_a_working_day(in_organisation, membership):
    values = new_meeting.values_of(membership, {"comme": "pas-une-cle"})

    assert values["day"].weekday() < 5


def test_who_reads_a_meeting_is_changed_from_its_page(logged_in, organisation, kind):
    meeting = MeetingFactory(organisation=organisation, type=kind, status="approved")

    logged_in.post(url("readers", meeting.pk), {"confidentiality": "managers"})
    refused = logged_in.post(url("readers", meeting.pk), {"confidentiality": "everybody"})

    with organisation_scope(organisation):
        assert Meeting.objects.get().confidentiality == "managers"
    assert refused.status_code == 302


def test_who_no_longer_reads_it_goes_back_to_the_list(client, membership, organisation, kind):
    membership.roles = ["assistant"]
    membership.save()
    client.force_login(membership.user)
    meeting = MeetingFactory(organisation=organisation, type=kind)

    response = client.post(url("readers", meeting.pk), {"confidentiality": "managers"}, follow=True)

    assert response.redirect_chain == [(url("list"), 302)]


def test_the_roles_are_in_the_agenda_and_the_session(logged_in, organisation, membership, kind, people):
    meeting = MeetingFactory(organisation=organisation, type=kind, open=True, timekeeper=people[2])

    page = soup(logged_in.get(url("session", meeting.pk)))

    assert f"Gardien du temps : {people[2]}" in page.select_one(".fil-subtitle").get_text()
    with organisation_scope(organisation):
        assert exports.session_roles(Meeting.objects.get()) == [("Gardien du temps", str(people[2]))]
