"""A reserved meeting is nowhere for who may not read it: no page, no list, no file, no trace."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.files import services as files
from filrouge.kernel.search.queries import find
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.queries import readable_entries
from filrouge.kernel.work.models import Task
from filrouge.modules.meetings import queries, services
from filrouge.modules.meetings.models import Meeting, Minutes
from filrouge.modules.meetings.urls import of_a_meeting
from tests.factories import (
    AgendaItemFactory,
    DecisionFactory,
    MeetingFactory,
    MeetingTypeFactory,
    MembershipFactory,
    ParticipantFactory,
    PersonFactory,
    noon_in,
)
from tests.htmx import soup
from tests.sweep import ROUTES, rows_of

pytestmark = pytest.mark.django_db
OF_A_MEETING = {f"meetings:{pattern.name}" for pattern in of_a_meeting}
NAMES_A_MEETING = [route for route in ROUTES if route.name in OF_A_MEETING]


@pytest.fixture
def professional(organisation):
    return MembershipFactory(organisation=organisation, roles=["professional"])


@pytest.fixture
def assistant(organisation):
    return MembershipFactory(organisation=organisation, roles=["assistant"])


@pytest.fixture
def reserved(organisation):
    return MeetingFactory(
        organisation=organisation, title="Entretien de Claude", confidentiality="managers", starts_at=noon_in(0)
    )


def call(organisation, meeting, member):
    person = PersonFactory(organisation=organisation, user=member.user)
    return ParticipantFactory(organisation=organisation, meeting=meeting, person=person)


def titles(client, name, **parameters):
    response = client.get(reverse(f"meetings:{name}", args=["chastel"]), parameters)
    return [link.get_text() for link in soup(response).select("tbody a")]


@pytest.mark.parametrize(
    ("confidentiality", "role", "reads"),
    [
        ("team", "professional", True),
        ("called", "professional", False),
        ("called", "assistant", True),
        ("managers", "assistant", False),
        ("managers", "manager", True),
        ("managers", "coordinator", True),
    ],
)
def test_who_reads_what_without_being_called(client, organisation, confidentiality, role, reads):
    member = MembershipFactory(organisation=organisation, roles=[role])
    meeting = MeetingFactory(organisation=organisation, confidentiality=confidentiality)
    client.force_login(member.user)

    response = client.get(reverse("meetings:detail", args=["chastel", meeting.pk]))

    assert (response.status_code, titles(client, "list") == [meeting.title]) == (200 if reads else 404, reads)


def test_who_is_called_reads_it_too(client, organisation, professional, reserved):
    call(organisation, reserved, professional)
    client.force_login(professional.user)

    response = client.get(reverse("meetings:detail", args=["chastel", reserved.pk]))

    assert (response.status_code, titles(client, "list")) == (200, ["Entretien de Claude"])


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("route", NAMES_A_MEETING, ids=lambda route: route.name)
def test_no_address_of_a_reserved_meeting_opens(client, organisation, assistant, route, method):
    rows = rows_of(organisation)
    with organisation_scope(organisation):
        queries.readable_meetings(assistant).update(confidentiality="managers")
    client.force_login(assistant.user)

    response = getattr(client, method)(route.url("chastel", rows))

    assert response.status_code == 404


def test_the_exports_leave_it_out(client, organisation, assistant, reserved):
    decision = DecisionFactory(organisation=organisation, item__meeting=reserved, text="Augmenter Claude")
    client.force_login(assistant.user)

    meetings = client.get(reverse("meetings:export", args=["chastel", "csv"]), {"when": "all"})
    decisions = client.get(reverse("meetings:decisions_export", args=["chastel", "csv"]))

    assert b"Claude" not in meetings.content + decisions.content
    assert decision.number


def test_its_decisions_are_not_in_the_register_and_cannot_be_followed(client, organisation, assistant, reserved):
    decision = DecisionFactory(organisation=organisation, item__meeting=reserved)
    client.force_login(assistant.user)

    register = client.get(reverse("meetings:decisions", args=["chastel"]))
    followed = client.post(reverse("meetings:decision_follow", args=["chastel", decision.pk]), {"status": "applied"})

    assert (soup(register).select(".fil-decision"), followed.status_code) == ([], 404)


def test_nothing_the_house_tells_speaks_of_it(organisation, in_organisation, assistant, membership, reserved):
    today = timezone.localdate()
    DecisionFactory(item__meeting=reserved, review_on=today)
    ParticipantFactory(meeting=reserved, presence="present", minutes=60)
    reserved.status = "held"
    reserved.save()

    def told(member):
        return [
            *(item.label for item in registry.today.get("meetings")(member)),
            *(event.label for event in registry.calendar.get("meetings")(member, today, today)),
            *(proof.label for proof in registry.evidence.get("meetings")(member, today.year)),
            *(work.label for work in registry.payable_work.get("meetings")(member, today, today)),
        ]

    assert told(assistant) == []
    assert len(told(membership)) > 4


def test_the_search_finds_neither_it_nor_its_decisions(organisation, in_organisation, assistant, membership):
    meeting = services.plan_meeting(
        by=membership,
        type=MeetingTypeFactory(),
        title="Rémunération du bureau",
        starts_at=noon_in(-1),
        ends_at=noon_in(-1) + dt.timedelta(hours=1),
    )
    services.open_session(meeting, by=membership)
    services.add_decision(AgendaItemFactory(meeting=meeting), by=membership, text="Rémunération inchangée")
    before = len(find(assistant, "rémunération"))

    services.change_readers(meeting, by=membership, confidentiality="managers")

    assert (before, find(assistant, "rémunération"), len(find(membership, "rémunération"))) == (2, [], 2)


def test_the_history_is_closed_to_who_may_not_read_it(in_organisation, assistant, membership):
    meeting = MeetingFactory(title="Entretien de Claude")
    services.change_readers(meeting, by=membership, confidentiality="managers")

    assert (readable_entries(assistant).count(), readable_entries(membership).count()) == (0, 1)


def test_its_frozen_minutes_are_read_by_the_same_people(client, organisation, membership, professional, reserved):
    call(organisation, reserved, professional)
    with organisation_scope(organisation):
        stored = files.store(name="CR.pdf", content=b"%PDF-1.7 secret", capability="meetings.view", frozen=True)
        Minutes.objects.create(
            meeting=reserved, year=2026, number=1, file=stored, approved_at=timezone.now(), approved_by="x"
        )
        Meeting.objects.filter(pk=reserved.pk).update(status="approved", confidentiality="team")
        services.change_readers(reserved, by=membership, confidentiality="managers")
    client.force_login(professional.user)

    by_its_file = client.get(stored.get_absolute_url())
    by_its_meeting = client.get(reverse("meetings:minutes_pdf", args=["chastel", reserved.pk]))

    assert by_its_file.status_code == 403
    assert b"".join(by_its_meeting.streaming_content) == b"%PDF-1.7 secret"


def test_its_tasks_do_not_say_what_was_spoken_of(in_organisation, membership):
    meeting = MeetingFactory(
        open=True, title="Entretien de Claude", confidentiality="managers", type__short_name="Entretien"
    )

    services.add_session_task(AgendaItemFactory(meeting=meeting), by=membership, title="Écrire à la banque")

    assert Task.objects.get().origin_label == "Entretien"
