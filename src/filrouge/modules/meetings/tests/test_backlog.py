from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from filrouge.kernel.registry import personal_data, portability, search
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.meetings import queries, services
from filrouge.modules.meetings.models import AgendaItem, BacklogItem
from tests.factories import (
    AgendaItemFactory,
    BacklogItemFactory,
    GroupFactory,
    MeetingFactory,
    MeetingTypeFactory,
    MembershipFactory,
    ParticipantFactory,
    PersonFactory,
    UserFactory,
)

LIST_QUERIES = 8


@pytest.fixture
def group(in_organisation):
    return GroupFactory(name="Bureau", kind="bureau")


@pytest.fixture
def colleague(organisation):
    return MembershipFactory(organisation=organisation, roles=["professional"], user=UserFactory(first_name="Nour"))


def address(organisation, name="points", *keys):
    return reverse(f"meetings:{name}", args=[organisation.slug, *keys])


def words(answer):
    """What a page says, whatever the width of its spaces."""
    return answer.content.decode().replace("\u202f", " ").replace("\xa0", " ")


def titles(membership, **filters):
    return [point.title for point in queries.point_list(membership, **filters)]


def test_a_colleague_drops_a_point_and_the_team_sees_it(in_organisation, group, membership, colleague):
    point = services.drop_point(by=colleague, title="  Les clés du   local ", group=group)
    assert (point.title, point.state, str(colleague.user)) == ("Les clés du local", "waiting", point.author_name)
    assert titles(membership, group=group.pk) == ["Les clés du local"]
    assert titles(membership, no_group=True) == []


def test_somebody_without_account_is_answered_first(in_organisation, membership):
    person = PersonFactory()
    point = services.drop_point(by=Actor(person.full_name, person.pk), title="Le parking")
    assert (point.state, point.author) == ("proposed", person)
    assert services.accept_point(point, by=membership).state == "waiting"


def test_accepted_for_a_meeting_to_come_it_goes_on_its_agenda(in_organisation, membership):
    person, meeting = PersonFactory(), MeetingFactory()
    point = services.drop_point(by=Actor("Nour", person.pk), title="Le parking", meeting=meeting)
    services.accept_point(point, by=membership)
    services.accept_point(point, by=membership)
    assert [item.title for item in meeting.items.all()] == ["Le parking"]
    assert titles(membership, place="planned") == ["Le parking"]


def test_declined_with_a_word_then_taken_up_again(in_organisation, membership):
    point = services.drop_point(by=Actor("Nour", PersonFactory().pk), title="Le parking")
    assert services.give_up_point(point, by=membership, word="Déjà traité en mars").answer == "Déjà traité en mars"
    assert titles(membership) == []
    assert services.take_up_point(point, by=membership).state == "waiting"


def test_the_same_form_sent_twice_keeps_one_point(in_organisation, membership):
    once = uuid4()
    for _ in range(2):
        services.drop_point(by=Actor("De passage"), title="Le parking", once=once)
    assert BacklogItem.objects.count() == 1


def test_the_same_words_of_the_same_person_are_one_point(in_organisation, membership, colleague):
    services.drop_point(by=membership, title="Le parking")
    services.drop_point(by=membership, title="le PARKING")
    services.drop_point(by=colleague, title="Le parking")
    assert BacklogItem.objects.count() == 2


def test_ten_proposals_without_an_answer_are_enough(in_organisation):
    person = PersonFactory()
    for rank in range(10):
        services.drop_point(by=Actor("Nour", person.pk), title=f"Point {rank}")
    with pytest.raises(ValidationError, match="déjà proposé dix points"):
        services.drop_point(by=Actor("Nour", person.pk), title="Un de plus")


def test_a_patient_never_enters(in_organisation, membership):
    with pytest.raises(ValidationError) as refused:
        services.drop_point(by=membership, title="Mme Durand née le 12/03/1947")
    assert refused.value.code == "identity"


def test_a_point_is_on_one_agenda_at_a_time(in_organisation, membership):
    point, meeting = BacklogItemFactory(), MeetingFactory()
    first = services.plan_point(point, meeting, by=membership)
    assert services.plan_point(point, meeting, by=membership) == first
    with pytest.raises(ValidationError, match="déjà à l’ordre du jour"):
        services.plan_point(point, MeetingFactory(), by=membership)


def test_taken_off_the_agenda_it_waits_again(in_organisation, membership):
    point = BacklogItemFactory()
    item = services.plan_point(point, MeetingFactory(), by=membership)
    services.remove_item(item, by=membership)
    assert titles(membership) == [point.title]
    services.plan_point(point, MeetingFactory(), by=membership)
    with pytest.raises(ValidationError, match="déjà revenu"):
        services.restore_item(AgendaItem.everything.get(pk=item.pk), by=membership)


def test_the_meeting_cancelled_it_waits_again(in_organisation, membership):
    point, meeting = BacklogItemFactory(), MeetingFactory()
    services.plan_point(point, meeting, by=membership)
    services.cancel_meeting(meeting, by=membership)
    assert titles(membership) == [point.title]


def test_held_it_is_treated(in_organisation, membership):
    point = BacklogItemFactory()
    AgendaItemFactory(meeting=MeetingFactory(held=True), point=point)
    assert (titles(membership), titles(membership, place="treated")) == ([], [point.title])


def test_one_changes_ones_own_points_only(in_organisation, organisation, membership, colleague):
    PersonFactory(user=colleague.user)
    mine, theirs = services.drop_point(by=colleague, title="Le mien"), BacklogItemFactory()
    assert services.change_point(mine, by=colleague, minutes=20).minutes == 20
    with pytest.raises(PermissionDenied):
        services.change_point(theirs, by=colleague, minutes=20)
    with pytest.raises(PermissionDenied):
        services.plan_point(mine, MeetingFactory(), by=colleague)


def test_on_an_agenda_it_is_changed_there(in_organisation, membership):
    point = BacklogItemFactory()
    services.plan_point(point, MeetingFactory(), by=membership)
    with pytest.raises(ValidationError, match="n’attend plus"):
        services.change_point(point, by=membership, minutes=20)


def test_points_of_a_reserved_group_are_not_everybodys(in_organisation, group, membership, colleague):
    MeetingTypeFactory(group_kind="bureau", confidentiality="managers")
    point = services.drop_point(by=membership, title="Les salaires", group=group)
    assert (point.confidentiality, titles(colleague)) == ("managers", [])
    PersonFactory(user=colleague.user)
    services.drop_point(by=colleague, title="Ma demande", group=group)
    assert titles(colleague) == ["Ma demande"]
    meeting = MeetingFactory(group=group, confidentiality="managers")
    ParticipantFactory(meeting=meeting, person=PersonFactory(user=MembershipFactory(organisation=in_organisation).user))
    services.plan_point(point, meeting, by=membership)
    assert "Les salaires" not in titles(colleague, place="all")


def test_whole_team_points_wait_for_team_meetings(in_organisation, group):
    everybody, bureau = BacklogItemFactory(), BacklogItemFactory(group=group)
    team = GroupFactory(kind="team")
    assert list(queries.points_waiting_for(MeetingFactory(group=team))) == [everybody]
    assert list(queries.points_waiting_for(MeetingFactory(group=None))) == [everybody]
    assert list(queries.points_waiting_for(MeetingFactory(group=group))) == [bureau]


def test_what_is_reserved_never_goes_to_an_open_meeting(in_organisation, group):
    BacklogItemFactory(group=group, confidentiality="managers")
    assert list(queries.points_waiting_for(MeetingFactory(group=group))) == []


def test_the_page_adds_then_keeps_the_filters(logged_in, organisation, group):
    url = f"{address(organisation)}?group={group.pk}"
    answer = logged_in.post(url, {"title": "Les clés", "group": group.pk, "kind": "decision", "minutes": 15})
    assert (answer.status_code, answer.url) == (302, url)
    page = words(logged_in.get(url))
    assert "Les clés" in page
    assert "15 min" in page


def test_the_page_says_what_looks_like_a_patient_and_keeps_the_words(logged_in, organisation):
    sent = {"title": "Mme Durand née le 12/03/1947", "kind": "discussion", "minutes": 10}
    answer = logged_in.post(address(organisation), sent)
    assert answer.status_code == 422
    assert "née le 12/03/1947" in words(answer)


@pytest.mark.parametrize("place", ["waiting", "planned", "treated", "dropped", "all", "nimporte"])
def test_every_tab_opens_empty_and_full(logged_in, organisation, in_organisation, place):
    url = f"{address(organisation)}?place={place}"
    assert logged_in.get(url).status_code == 200
    BacklogItemFactory()
    AgendaItemFactory(point=BacklogItemFactory())
    AgendaItemFactory(point=BacklogItemFactory(), meeting=MeetingFactory(held=True))
    BacklogItemFactory(state="dropped")
    assert logged_in.get(url).status_code == 200


@pytest.mark.parametrize("count", [1, 20])
def test_the_queries_of_the_list_do_not_grow(logged_in, organisation, in_organisation, page_queries, count):
    group = GroupFactory()
    for _ in range(count):
        AgendaItemFactory(point=BacklogItemFactory(group=group, presenter=PersonFactory()))
    with page_queries(LIST_QUERIES):
        logged_in.get(f"{address(organisation)}?place=all")


def test_planned_from_the_list_it_says_where(logged_in, organisation, in_organisation):
    point, meeting = BacklogItemFactory(), MeetingFactory(title="Réunion d’équipe")
    url = address(organisation, "point_act", point.pk)
    answer = logged_in.post(url, {"act": "plan", "back": "1", "filters": "place=waiting"}, follow=True)
    assert "À l’ordre du jour de « Réunion d’équipe »" in words(answer)
    assert meeting.items.get().point == point


def test_without_a_meeting_it_says_what_to_do(logged_in, organisation, in_organisation):
    url = address(organisation, "point_act", BacklogItemFactory().pk)
    assert "prévoyez-la d’abord" in words(logged_in.post(url, {"act": "plan"}, follow=True))


def test_its_page_tells_its_way(logged_in, organisation, in_organisation, membership):
    point = BacklogItemFactory(title="Le parking")
    services.plan_point(point, MeetingFactory(title="RCP de mars"), by=membership)
    page = words(logged_in.get(address(organisation, "point", point.pk)))
    assert "RCP de mars" in page
    assert "a mis « Le parking » à l’ordre du jour" in page


def test_its_page_changes_it(logged_in, organisation, in_organisation):
    point = BacklogItemFactory(title="Le parking")
    sent = {"title": "Les vélos", "kind": "decision", "minutes": 5, "word": "Devis reçu"}
    logged_in.post(address(organisation, "point", point.pk), sent)
    point.refresh_from_db()
    assert (point.title, point.word) == ("Les vélos", "Devis reçu")


def test_search_hands_over_and_forgets(in_organisation, membership):
    person = PersonFactory()
    point = services.drop_point(by=Actor("Nour Essai", person.pk), title="Le parking", word="Trop de voitures")
    data = personal_data.get("meetings.points")
    assert [row["point"] for row in data.export(person.pk)] == ["Le parking"]
    assert search.get("meetings.backlogitem").document(point).title == "Le parking"
    assert data.erase(person.pk) == 1
    point.refresh_from_db()
    assert (point.author, point.author_name) == (None, "")
    assert [row["point"] for row in portability.get("meetings.points")()] == ["Le parking"]
