import datetime as dt

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.models import Entry
from filrouge.kernel.work.models import Task
from filrouge.modules.deciding import services
from filrouge.modules.deciding.forms.boards import BecomeForm
from filrouge.modules.deciding.models import Ballot, Board, Idea, Pile, ProjectIdea
from filrouge.modules.live.models import LiveSession
from filrouge.modules.live.panels import activities
from filrouge.modules.meetings.models import Decision
from tests.factories import (
    AgendaItemFactory,
    BoardFactory,
    LiveSessionFactory,
    MembershipFactory,
    PersonFactory,
    SeatFactory,
)
from tests.htmx import assert_same_fragment, soup

pytestmark = pytest.mark.django_db
BRAINSTORM = activities.get("board")
BOARD_QUERIES = 8  # session, account, memberships, board, ideas, piles, live session, people


def url(name, *args):
    return reverse(f"deciding:{name}", args=["chastel", *args])


def ideas_of(board, *texts):
    return [services.add_idea(board, text=text, once=text) for text in texts]


def send(seat, board, **data):
    posted = QueryDict(mutable=True)
    posted.update(data)
    return BRAINSTORM.act(seat, board.pk, posted)


def test_an_idea_keeps_nothing_of_who_sent_it_nor_when(in_organisation):
    board = BoardFactory()

    idea = services.add_idea(board, text="Un banc devant l’entrée", once="x")

    kept = {field.name for field in Idea._meta.fields}
    assert kept == {"id", "organisation", "board", "pile", "text"}
    assert idea.pk.version == 5
    assert not Entry.objects.exists()


def test_an_idea_sent_again_is_one_and_two_ideas_from_one_form_are_two(in_organisation):
    board = BoardFactory()

    for text in ("Un banc", "Un banc", "Une plante"):
        services.add_idea(board, text=text, once="the same form")

    assert sorted(board.ideas.values_list("text", flat=True)) == ["Un banc", "Une plante"]


def test_no_idea_comes_once_they_are_being_grouped(membership, in_organisation):
    board = services.move_board(BoardFactory(), by=membership, stage="sorting")

    with pytest.raises(ValidationError, match="ne prend plus"):
        services.add_idea(board, text="Trop tard", once="x")


def test_ideas_are_gathered_moved_and_scattered(membership, in_organisation):
    board = BoardFactory()
    bench, plant, bell = ideas_of(board, "Un banc", "Une plante", "Une sonnette")
    pile = services.gather(board, [bench, plant], by=membership, title="L’entrée")
    services.put_in(board, [bell], by=membership, pile=pile)
    services.put_in(board, [plant], by=membership, pile=None)

    inside = list(pile.ideas.values_list("text", flat=True).order_by("text"))

    services.scatter(pile, by=membership)
    assert inside == ["Un banc", "Une sonnette"]
    assert board.ideas.filter(pile=None).count() == 3


def test_dots_are_given_in_secret_by_the_whole_room_and_order_the_piles(membership, organisation, client):
    with organisation_scope(organisation):
        board = BoardFactory()
        live = LiveSessionFactory(meeting=board.meeting)
        bench, _lonely = ideas_of(board, "Un banc", "Une plante")
        services.gather(board, [bench], by=membership, title="L’entrée")
        services.move_board(board, by=membership, stage="sorting")
        ballot = services.vote_on_board(board, by=membership, dots_each=2)
        guest = SeatFactory(live=live, participant=None, guest_name="Passage", profession="other")
        voting = activities.get("ballot")
        posted = QueryDict("option-0=0&option-1=2")
        voting.act(guest, ballot.pk, posted)
        voting.act(SeatFactory(live=live), ballot.pk, QueryDict("option-0=1&option-1=0"))
        voting.act(SeatFactory(live=live), ballot.pk, QueryDict("option-0=1&option-1=1"))

        services.close_ballot(ballot, by=membership)

        shown = BeautifulSoup(BRAINSTORM.render(board.pk, "projector"), "html.parser")
        kept = Board.objects.get()
    assert (ballot.options, ballot.is_secret, ballot.electorate) == (["L’entrée", "Une plante"], True, "room")
    assert kept.stage == "done"
    titles = [pile.get_text() for pile in shown.select(".fil-room-piles strong")]
    assert titles == ["Une plante", "L’entrée"]


def test_coming_back_to_the_groups_cancels_the_dots(membership, in_organisation):
    board = BoardFactory()
    ideas_of(board, "Un banc", "Une plante")
    services.move_board(board, by=membership, stage="sorting")
    ballot = services.vote_on_board(board, by=membership, dots_each=3)

    services.move_board(board, by=membership, stage="sorting")

    assert (Ballot.objects.get(pk=ballot.pk).status, Board.objects.get().stage) == ("cancelled", "sorting")


@pytest.mark.parametrize(
    ("what", "row"),
    [("decision", Decision), ("task", Task), ("project", ProjectIdea)],
)
def test_a_pile_becomes_something_once(logged_in, organisation, membership, what, row):
    with organisation_scope(organisation):
        board = BoardFactory()
        pile = services.gather(board, ideas_of(board, "Un banc"), by=membership, title="L’entrée")
        owner = PersonFactory()
    posted = {"what": what, "text": "Poser un banc devant l’entrée", "owner": owner.pk}

    first = logged_in.post(url("pile_become", board.pk, pile.pk), posted)
    second = logged_in.post(url("pile_become", board.pk, pile.pk), posted)

    with organisation_scope(organisation):
        made = row.objects.get()
        assert Pile.objects.get().became == what
    assert "Poser un banc" in str(made)
    assert (first.status_code, second.status_code) == (302, 422)


def test_a_project_idea_keeps_what_it_was_made_of(membership, in_organisation):
    board = BoardFactory()
    pile = services.gather(board, ideas_of(board, "Un banc", "Une plante"), by=membership, title="Le jardin")

    services.become_project_idea(pile, by=membership, text="Un jardin partagé")

    idea = ProjectIdea.objects.get()
    assert (idea.title, idea.detail, idea.meeting_id) == (
        "Un jardin partagé",
        "- Un banc\n- Une plante",
        board.meeting_id,
    )


def test_opening_a_board_takes_the_screens(membership, in_organisation):
    live = LiveSessionFactory()

    board = services.open_board(AgendaItemFactory(meeting=live.meeting), by=membership, title="Comment accueillir ?")

    shown = LiveSession.objects.get()
    assert (shown.activity_kind, shown.activity_id) == ("board", board.pk)


def test_a_phone_sends_an_idea_and_may_send_another(in_organisation):
    board = BoardFactory()
    seat = SeatFactory(live=LiveSessionFactory(meeting=board.meeting))

    given = send(seat, board, text="Un banc", once="a")
    again = send(seat, board, text="Un banc", once="a")

    assert (given.error, "sans votre nom" in given.html, "<textarea" in again.html) == ("", True, True)
    assert board.ideas.count() == 1


def test_a_name_in_an_idea_is_asked_about(in_organisation):
    board = BoardFactory()
    seat = SeatFactory(live=LiveSessionFactory(meeting=board.meeting))

    given = send(seat, board, text="Rappeler Mme Durand", once="a")

    assert "Mme Durand" in given.html
    assert given.error
    assert not Idea.objects.exists()


@pytest.mark.parametrize("audience", ["phone", "projector", "facilitator"])
def test_no_screen_names_anybody(in_organisation, audience):
    board = BoardFactory()
    seat = SeatFactory(live=LiveSessionFactory(meeting=board.meeting))
    send(seat, board, text="Un banc", once="a")

    shown = BRAINSTORM.render(board.pk, audience)

    assert seat.name not in shown
    assert str(seat.pk) not in shown


@pytest.mark.parametrize("count", [1, 3, 40])
def test_the_board_is_read_in_a_constant_number_of_queries(logged_in, organisation, membership, count, page_queries):
    with organisation_scope(organisation):
        board = BoardFactory()
        for rank in range(count):
            services.gather(board, ideas_of(board, f"Idée {rank}"), by=membership, title=f"Groupe {rank}")

    with page_queries(BOARD_QUERIES):
        response = logged_in.get(url("board", board.pk))

    assert len(soup(response).select(".fil-pile")) == count


def test_the_board_is_the_same_by_htmx(logged_in, organisation):
    board = BoardFactory(organisation=organisation)

    page, fragment = (
        logged_in.get(url("board", board.pk)),
        logged_in.get(url("board", board.pk), headers={"HX-Request": "true"}),
    )

    shown = [soup(one).select_one("#board .fil-board-head").get_text() for one in (page, fragment)]
    assert shown[0] == shown[1]


def test_ticked_ideas_are_gathered_from_the_page(logged_in, organisation, membership):
    with organisation_scope(organisation):
        board = BoardFactory()
        ideas = ideas_of(board, "Un banc", "Une plante", "Une sonnette")

    logged_in.post(url("ideas_sort", board.pk), {"ideas": [ideas[0].pk, ideas[1].pk], "title": "L’entrée"})

    with organisation_scope(organisation):
        assert Pile.objects.get().ideas.count() == 2


def test_an_idea_of_another_board_cannot_be_moved(logged_in, organisation):
    with organisation_scope(organisation):
        board, other = BoardFactory(), BoardFactory()
        idea = services.add_idea(other, text="Un banc", once="x")

    response = logged_in.post(url("ideas_sort", board.pk), {"ideas": [idea.pk], "title": "Pris"})

    assert response.status_code == 422
    with organisation_scope(organisation):
        assert not Pile.objects.exists()


def test_a_professional_reads_the_board_and_moves_nothing(client, organisation):
    board = BoardFactory(organisation=organisation)
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)

    page = soup(client.get(url("board", board.pk)))

    assert not page.select("#board button")
    assert client.post(url("board_stage", board.pk), {"stage": "sorting"}).status_code == 403


def test_a_board_of_a_reserved_meeting_is_nowhere_for_who_may_not_read_it(client, organisation):
    board = BoardFactory(organisation=organisation, item__meeting__confidentiality="managers")
    client.force_login(MembershipFactory(organisation=organisation, roles=["assistant"]).user)

    assert client.get(url("board", board.pk)).status_code == 404
    assert client.get(url("board_create", board.item_id)).status_code == 404


def test_ideas_of_projects_are_noted_searched_and_followed(logged_in, organisation):
    logged_in.post(url("project_ideas"), {"title": "Un jardin partagé", "detail": ""})
    with organisation_scope(organisation):
        idea = ProjectIdea.objects.get()

    logged_in.post(url("project_idea_follow", idea.pk), {"state": "taken_up"})

    found = [
        "Un jardin partagé" in logged_in.get(url("project_ideas"), query).content.decode()
        for query in ({"q": "jardin"}, {"state": "taken_up"}, {"state": "dropped"})
    ]
    assert found == [True, True, False]


@pytest.mark.parametrize("count", [1, 3, 30])
def test_ideas_of_projects_are_listed_in_a_constant_number_of_queries(logged_in, organisation, count, page_queries):
    with organisation_scope(organisation):
        for rank in range(count):
            ProjectIdea.objects.create(title=f"Idée {rank}", meeting=BoardFactory().meeting)

    with page_queries(5):
        response = logged_in.get(url("project_ideas"))

    assert len(soup(response).select("#idea-rows li")) == min(count, 25)


def test_rows_of_ideas_are_the_same_by_htmx(logged_in, organisation):
    with organisation_scope(organisation):
        ProjectIdea.objects.create(title="Un jardin")

    assert_same_fragment(logged_in, url("project_ideas"), "#idea-rows")


def test_who_leaves_later_takes_up_an_idea_until_then(in_organisation):
    today = timezone.localdate()
    leaving = PersonFactory(left_on=today)
    PersonFactory(left_on=today - dt.timedelta(days=1))

    assert list(BecomeForm().fields["owner"].queryset) == [leaving]
