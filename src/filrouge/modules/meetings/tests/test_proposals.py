import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.people.models import GroupMember, Responsibility
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.services import complete_task, create_task
from filrouge.modules.meetings import services
from filrouge.modules.meetings.models import AgendaItem, BacklogItem
from tests.factories import (
    AgendaItemFactory,
    BacklogItemFactory,
    DecisionFactory,
    GroupFactory,
    MeetingFactory,
    MeetingTypeFactory,
    ParticipantFactory,
    PersonFactory,
)

PANEL_QUERIES = 11
TODAY = timezone.localdate()
LAST_WEEK = TODAY - dt.timedelta(days=7)


@pytest.fixture
def group(in_organisation):
    return GroupFactory(name="Bureau", kind="bureau")


@pytest.fixture
def meeting(group):
    return MeetingFactory(group=group)


def decision(group, **values):
    held = MeetingFactory(group=group, held=True, confidentiality=values.pop("confidentiality", "team"))
    given = {"review_on": LAST_WEEK, "number": 1, "year": 2026, "status": "to_apply", **values}
    return DecisionFactory(item=AgendaItemFactory(meeting=held), meeting=held, group=group, **given)


def offered(meeting):
    return [offer.title for offer in services.offers_for(meeting).now]


def url(organisation, meeting, name="offers"):
    return reverse(f"meetings:{name}", args=[organisation.slug, meeting.pk])


def test_a_decision_to_review_is_proposed_with_its_reason(meeting, group):
    decision(group, text="Fermer à 16 h")
    [offer] = services.offers_for(meeting).now
    assert offer.title.endswith("Fermer à 16 h")
    assert offer.why.startswith("à revoir depuis le ")


@pytest.mark.parametrize(
    "values",
    [{"status": "dropped"}, {"review_on": None}, {"review_on": TODAY + dt.timedelta(days=60)}, {"number": None}],
)
def test_what_is_not_due_is_not_proposed(meeting, group, values):
    decision(group, **values)
    assert offered(meeting) == []


def test_decisions_of_another_group_go_elsewhere(meeting, group):
    decision(GroupFactory())
    assert offered(meeting) == []


def test_what_was_decided_in_reserve_does_not_reach_an_open_agenda(meeting, group):
    decision(group, confidentiality="managers")
    assert offered(meeting) == []
    assert len(offered(MeetingFactory(group=group, confidentiality="managers"))) == 1


def test_late_tasks_of_the_groups_people_and_meetings(meeting, group):
    person = PersonFactory()
    GroupMember.objects.create(group=group, person=person, joined_on=dt.date(2024, 1, 1), left_on=TODAY)
    born = AgendaItemFactory(meeting=MeetingFactory(group=group, held=True))
    late = {"due_on": LAST_WEEK, "released_at": timezone.now()}
    Task.objects.create(title="Relancer", owner=person, **late)
    Task.objects.create(title="Écrire", origin_kind="meetings.agendaitem", origin_id=born.pk, **late)
    Task.objects.create(title="Sans rapport", owner=PersonFactory(), **late)
    Task.objects.create(title="Convoquer", owner=person, origin_kind="meetings.meeting", origin_id=meeting.pk, **late)
    Task.objects.create(title="À temps", owner=person, due_on=TODAY, released_at=timezone.now())
    assert offered(meeting) == ["Tâche en retard : Relancer", "Tâche en retard : Écrire"]


def test_a_late_task_born_of_a_meeting_of_the_group_opens_the_next_one(meeting, group, membership):
    born = AgendaItemFactory(meeting=MeetingFactory(group=group, held=True))
    task = create_task(title="Relancer l’éditeur", by=membership, due_on=LAST_WEEK, origin=born)
    assert offered(meeting) == ["Tâche en retard : Relancer l’éditeur"]

    complete_task(task, by=membership)
    assert offered(meeting) == []


def test_mandates_that_end(in_organisation):
    soon = TODAY + dt.timedelta(days=30)
    GroupFactory(name="Chutes", ends_on=soon)
    person = PersonFactory(first_name="Nour", last_name="Essai")
    Responsibility.objects.create(person=person, kind="quality", starts_on=dt.date(2024, 1, 1), ends_on=soon)
    found = offered(MeetingFactory(group=GroupFactory(kind="team")))
    assert found[0] == "Suite du groupe « Chutes »"
    assert found[1].startswith("Renouveler : ")
    assert offered(MeetingFactory(group=GroupFactory(kind="working"))) == []


def test_added_once_and_never_proposed_again(meeting, group, membership):
    decision(group)
    [offer] = services.offers_for(meeting).now
    first = services.take_offer(meeting, offer.key, by=membership)
    assert services.take_offer(meeting, offer.key, by=membership) == first
    assert (meeting.items.count(), first.kind) == (1, "decision")
    assert offered(meeting) == []
    assert offered(MeetingFactory(group=group)) == []


def test_taken_off_it_waits_as_a_point_with_its_reason(meeting, group, membership):
    decision(group)
    [offer] = services.offers_for(meeting).now
    services.remove_item(services.take_offer(meeting, offer.key, by=membership), by=membership)
    [again] = services.offers_for(meeting).now
    assert (again.title, again.why) == (offer.title, offer.why)
    assert again.key.startswith("point:")


def test_later_is_remembered_for_this_meeting_only(meeting, group, membership):
    point = BacklogItemFactory(group=group)
    [offer] = services.offers_for(meeting).now
    services.set_aside(meeting, offer.key, by=membership)
    services.set_aside(meeting, offer.key, by=membership)
    assert [one.title for one in services.offers_for(meeting).later] == [point.title]
    assert (offered(meeting), offered(MeetingFactory(group=group))) == ([], [point.title])
    services.bring_back(meeting, offer.key, by=membership)
    assert offered(meeting) == [point.title]


@pytest.mark.parametrize("key", ["point:nimporte", "decision:x:y", ""])
def test_what_no_longer_stands_is_refused_with_a_sentence(meeting, membership, key):
    with pytest.raises(ValidationError, match="rechargez la page"):
        services.take_offer(meeting, key, by=membership)


def test_decisions_come_back_by_themselves_where_the_type_says_so(group, membership):
    one = decision(group, text="Fermer à 16 h")
    kind = MeetingTypeFactory(brings_decisions_back=True)
    times = {"starts_at": timezone.now() + dt.timedelta(days=10)}
    times["ends_at"] = times["starts_at"] + dt.timedelta(hours=1)
    other = services.plan_meeting(by=membership, type=MeetingTypeFactory(), title="Autre", group=group, **times)
    meeting = services.plan_meeting(by=membership, type=kind, title="Bureau", group=group, **times)
    assert (other.items.count(), [item.point.source_key for item in meeting.items.all()]) == (
        0,
        [f"decision:{one.pk}:{one.review_on}"],
    )


def test_far_ahead_they_come_back_when_it_is_convened(group, membership):
    decision(group)
    starts = timezone.now() + dt.timedelta(days=90)
    kind = MeetingTypeFactory(brings_decisions_back=True)
    ends = starts + dt.timedelta(hours=1)
    meeting = services.plan_meeting(
        by=membership, type=kind, title="Bureau", group=group, starts_at=starts, ends_at=ends
    )
    ParticipantFactory(meeting=meeting)
    assert meeting.items.count() == 0
    services.convene(meeting, by=membership)
    assert meeting.items.count() == 1


def test_set_aside_it_does_not_come_back_at_the_convocation(group, membership):
    decision(group)
    meeting = MeetingFactory(group=group, type=MeetingTypeFactory(brings_decisions_back=True))
    ParticipantFactory(meeting=meeting)
    [offer] = services.offers_for(meeting).now
    services.set_aside(meeting, offer.key, by=membership)
    services.convene(meeting, by=membership)
    assert meeting.items.count() == 0


def test_the_panel_adds_and_sends_the_agenda_again(logged_in, organisation, meeting, group):
    point = BacklogItemFactory(group=group, title="Les clés")
    answer = logged_in.post(url(organisation, meeting), {"add": f"point:{point.pk}"}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert 'id="agenda"' in page
    assert 'id="a-mettre" hx-swap-oob="true"' in page
    assert meeting.items.get().title == "Les clés"


def test_without_scripts_it_is_a_page(logged_in, organisation, meeting, group):
    point = BacklogItemFactory(group=group, title="Les clés")
    assert "Les clés" in logged_in.get(url(organisation, meeting)).content.decode()
    answer = logged_in.post(url(organisation, meeting), {"later": f"point:{point.pk}"})
    assert answer.url == meeting.get_absolute_url()
    assert offered(meeting) == []


def test_an_act_not_understood_is_said(logged_in, organisation, meeting):
    page = logged_in.post(url(organisation, meeting), {"nimporte": "1"}, follow=True).content.decode()
    assert "pas été compris" in page


@pytest.mark.parametrize("count", [1, 8])
def test_the_queries_of_the_panel_do_not_grow(logged_in, organisation, meeting, group, page_queries, count):
    person = PersonFactory()
    GroupMember.objects.create(group=group, person=person, joined_on=dt.date(2024, 1, 1))
    for rank in range(count):
        BacklogItemFactory(group=group, presenter=person)
        decision(group, number=rank + 1)
        Task.objects.create(title="Relancer", owner=person, due_on=LAST_WEEK, released_at=timezone.now())
    with page_queries(PANEL_QUERIES):
        logged_in.get(url(organisation, meeting), headers={"HX-Request": "true"})


def test_the_page_of_the_meeting_reads_no_proposal(logged_in, organisation, meeting, group):
    page = logged_in.get(meeting.get_absolute_url()).content.decode()
    assert f'hx-get="{meeting.get_absolute_url()}a-mettre/"' in page
    assert BacklogItem.objects.count() == AgendaItem.objects.count() == 0
