import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from filrouge.kernel.documents.content import plain
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.meetings import exports, queries, services
from filrouge.modules.meetings.models import AgendaItem, Information, Meeting, Minutes
from filrouge.modules.meetings.services.previous import previous_of
from filrouge.ui.typography import date_fr
from tests.factories import (
    AgendaItemFactory,
    GroupFactory,
    MeetingFactory,
    MeetingTypeFactory,
    MembershipFactory,
    ParticipantFactory,
    noon_in,
)
from tests.htmx import soup

pytestmark = pytest.mark.django_db


@pytest.fixture
def before(membership, organisation):
    """The meeting before, its draft under review."""
    with organisation_scope(organisation):
        kind, group = MeetingTypeFactory(code="team"), GroupFactory()
        starts = noon_in(-30)
        meeting = MeetingFactory(
            type=kind, group=group, status="open", starts_at=starts, opened_at=starts, title="Hier"
        )
        AgendaItemFactory(meeting=meeting)
        ParticipantFactory(meeting=meeting)
        services.mark_all_present(meeting, by=membership)
        services.close_session(meeting, by=membership)
        return services.send_for_review(meeting, by=membership)


@pytest.fixture
def after(organisation, before):
    """The next one of the same type and group, to be opened."""
    with organisation_scope(organisation):
        meeting = MeetingFactory(type=before.type, group=before.group, starts_at=noon_in(-7), title="Aujourd’hui")
        AgendaItemFactory(meeting=meeting, title="Horaires", position=1)
        return meeting


def opened(meeting, membership):
    return services.open_session(meeting, by=membership)


def titles(meeting):
    return list(meeting.items.values_list("title", flat=True))


def point(meeting):
    return AgendaItem.objects.select_related("meeting", "approves").get(meeting=meeting, approves__isnull=False)


def name_of(meeting):
    return f"Approbation du compte rendu du {date_fr(meeting.starts_at)}"


def test_opening_brings_the_minutes_that_wait_as_the_first_point(membership, in_organisation, before, after):
    opened(after, membership)

    assert titles(after) == [name_of(before), "Horaires"]


def test_the_point_of_the_usual_agenda_is_the_one_that_approves(membership, in_organisation, before, after):
    AgendaItemFactory(meeting=after, title="Approbation du compte rendu précédent", position=2)

    opened(after, membership)

    assert titles(after) == ["Horaires", name_of(before)]


def test_convening_brings_it_before_the_invitations_leave(membership, in_organisation, before):
    meeting = MeetingFactory(type=before.type, group=before.group)
    ParticipantFactory(meeting=meeting)

    services.convene(meeting, by=membership)

    assert titles(meeting) == [name_of(before)]


def test_it_comes_once_and_not_again_once_removed(membership, in_organisation, before, after):
    opened(after, membership)
    services.remove_item(point(after), by=membership)
    services.close_session(after, by=membership)

    services.reopen_session(after, by=membership)

    assert titles(after) == ["Horaires"]


@pytest.mark.parametrize("other", ["type", "group"])
def test_another_type_or_group_approves_nothing(membership, in_organisation, before, other):
    like = {"type": before.type, "group": before.group}
    like[other] = MeetingTypeFactory() if other == "type" else GroupFactory()
    meeting = MeetingFactory(starts_at=noon_in(-7), **like)

    opened(meeting, membership)

    assert titles(meeting) == []


def test_minutes_approved_already_add_no_point(membership, in_organisation, before, after):
    services.approve_minutes(before, by=membership)

    opened(after, membership)

    assert titles(after) == ["Horaires"]


def test_one_tap_approves_them_with_the_date_of_the_session(membership, in_organisation, before, after):
    opened(after, membership)

    minutes = services.approve_previous_minutes(point(after), by=membership)

    assert (Meeting.objects.get(pk=before.pk).status, minutes.adopted_on, minutes.adopted_in) == (
        "approved",
        after.starts_on,
        after,
    )
    document = exports.minutes_document(queries.meetings_with_everything().get(pk=before.pk), {}, minutes)
    assert plain(document.blocks[-1].text).startswith(f"Approuvé en séance le {date_fr(after.starts_at)}, noté le ")
    assert Information.objects.get().text.endswith("approuvé en séance.")


def test_minutes_frozen_meanwhile_are_agreed_with_and_not_changed(membership, in_organisation, before, after):
    opened(after, membership)
    frozen = services.approve_minutes(before, by=membership)

    services.approve_previous_minutes(point(after), by=membership)

    kept = Minutes.objects.get()
    assert (kept.file_id, kept.adopted_on) == (frozen.file_id, after.starts_on)


def test_tapping_twice_approves_once(membership, in_organisation, before, after):
    opened(after, membership)
    for _tap in range(2):
        services.approve_previous_minutes(point(after), by=membership)

    assert (Minutes.objects.count(), Information.objects.count()) == (1, 1)


def test_nothing_is_approved_before_the_session(membership, in_organisation, before):
    meeting = MeetingFactory(type=before.type, group=before.group)
    ParticipantFactory(meeting=meeting)
    services.convene(meeting, by=membership)

    with pytest.raises(ValidationError, match="Ouvrez d’abord la séance"):
        services.approve_previous_minutes(point(meeting), by=membership)


def test_remarks_to_treat_stop_it_and_say_so(membership, in_organisation, before, after):
    services.leave_remark(before.participants.get(), by=Actor("Dominique"), text="C’est à 9 h")
    opened(after, membership)

    with pytest.raises(ValidationError, match="Des remarques attendent"):
        services.approve_previous_minutes(point(after), by=membership)


def test_an_assistant_does_not_approve(organisation, membership, in_organisation, before, after):
    opened(after, membership)
    assistant = MembershipFactory(organisation=organisation, roles=["assistant"])

    with pytest.raises(PermissionDenied):
        services.approve_previous_minutes(point(after), by=assistant)


def test_from_the_session_page(logged_in, organisation, membership, before, after):
    with organisation_scope(organisation):
        opened(after, membership)
        item = point(after)
    session = reverse("meetings:session", args=["chastel", after.pk])
    form = soup(logged_in.get(session)).select_one(".fil-previous form")

    response = logged_in.post(form["action"])

    assert response["Location"] == f"{session}#{item.anchor}"
    page = soup(logged_in.get(session))
    assert page.select(".fil-previous") == []
    assert "approuvé en séance." in page.select_one(f"#{item.anchor}").get_text()


def test_the_minutes_say_they_were_approved_in_session(logged_in, organisation, membership, before, after):
    with organisation_scope(organisation):
        opened(after, membership)
        services.approve_previous_minutes(point(after), by=membership)

    page = soup(logged_in.get(before.get_absolute_url())).get_text()

    assert f"Approuvé en séance le {date_fr(after.starts_at)}." in " ".join(page.split(" "))


def test_the_one_before_is_the_last_held(in_organisation, before, after):
    MeetingFactory(type=before.type, group=before.group, held=True, starts_at=before.starts_at - dt.timedelta(days=30))

    assert previous_of(after) == before
