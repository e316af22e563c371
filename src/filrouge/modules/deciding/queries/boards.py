from __future__ import annotations

from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet

from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.deciding.models import Board, Idea, Pile, ProjectIdea
from filrouge.modules.deciding.queries.ballots import readable
from filrouge.modules.meetings import queries as meetings


def boards_whole(membership: Membership) -> QuerySet[Board]:
    """To get one board with its piles and ideas, in a constant number of queries."""
    return _whole().filter(readable(membership))


def shown_board(pk: UUID) -> Board:
    """A board on the screens of a session: those who see them are in the room."""
    return _whole().get(pk=pk)


def _whole() -> QuerySet[Board]:
    return Board.objects.select_related("meeting", "meeting__type", "item", "ballot").prefetch_related(
        Prefetch("ideas", Idea.objects.order_by("board", "id")),
        Prefetch("piles", Pile.objects.order_by("board", "position", "id")),
    )


def board_list(membership: Membership) -> QuerySet[Board]:
    boards = Board.objects.filter(readable(membership)).select_related("meeting")
    return boards.annotate(idea_count=Count("ideas")).order_by("-id")


def project_ideas(membership: Membership, *, q: str = "", state: str = "") -> QuerySet[ProjectIdea]:
    """Ideas of projects; the meeting where one came up is named to who may read it."""
    ideas = ProjectIdea.objects.select_related("meeting")
    if not meetings.reads_all(membership):
        ideas = ideas.filter(readable(membership))
    if q:
        ideas = ideas.filter(title__icontains=q)
    return ideas.filter(state=state) if state else ideas
