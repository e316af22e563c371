from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.deciding import policy
from filrouge.modules.deciding.enums import BOARD_TRANSITIONS, Base, BoardStage, Electorate, Method, Rule
from filrouge.modules.deciding.models import Ballot, Board, Idea, Pile
from filrouge.modules.deciding.models.papers import LONGEST_OPTION
from filrouge.modules.deciding.services.ballots import cancel_ballot, close_ballot, open_ballot, require_alive
from filrouge.modules.deciding.services.room import show_in_room, tell_room
from filrouge.modules.deciding.services.status import lock_board
from filrouge.modules.meetings.models import AgendaItem

MOST_IDEAS = 300
SPACE = uuid.UUID("6f1c3f0e-6a7e-4a3b-9c55-0d0a7b8f2c11")  # of the keys of ideas sent by phones


@transaction.atomic
def open_board(item: AgendaItem, *, by: Membership, title: str) -> Board:
    """Ask a question under an agenda item; ideas arrive from now on."""
    require(by, policy.RUN)
    require_alive(item.meeting)
    board = Board(meeting=item.meeting, item=item, title=title)
    board.full_clean()
    board.save()
    show_in_room(board, by=by)
    timeline.record(board, "deciding.board_opened", by=by, title=board.title)
    return board


@transaction.atomic
def add_idea(board: Board, *, text: str, once: str) -> Idea:
    """Keep an idea, whoever sends it: nobody is named, and no line is written in the history.

    ``once`` is the key of this sending: the same idea sent again after a lost answer is the same row.
    """
    board = lock_board(board)
    key = uuid.uuid5(SPACE, f"{board.pk} {once} {text}")
    kept = Idea.objects.filter(pk=key).first()
    if kept is not None:
        return kept
    if not board.takes_ideas:
        raise ValidationError("Ce remue-méninges ne prend plus d’idées.", code="closed")
    if board.ideas.count() >= MOST_IDEAS:
        raise ValidationError("Il y a déjà 300 idées : regroupez-les avant d’en ajouter.", code="too_many")
    idea = Idea(pk=key, board=board, text=text.strip())
    idea.full_clean()
    idea.save(force_insert=True)
    tell_room(board)
    return idea


@transaction.atomic
def move_board(board: Board, *, by: Membership, stage: str) -> Board:
    """Next stage, or back: more ideas, other groups. Dots already being given are cancelled on the way back."""
    require(by, policy.RUN)
    board = lock_board(board)
    _check_stage(board, BoardStage(stage))
    if board.stage == BoardStage.VOTING and board.ballot is not None and board.ballot.is_open:
        if stage == BoardStage.DONE:
            close_ballot(board.ballot, by=by)
        else:
            cancel_ballot(board.ballot, by=by, reason="Retour au regroupement des idées")
    board.stage = stage
    board.save(update_fields=["stage"])
    if stage != BoardStage.DONE:
        show_in_room(board, by=by)
    tell_room(board)
    return board


@transaction.atomic
def vote_on_board(board: Board, *, by: Membership, dots_each: int) -> Ballot:
    """Give the whole room dots to put on the piles, in secret. An idea left alone is a pile of its own."""
    require(by, policy.RUN)
    board = lock_board(board)
    _check_stage(board, BoardStage.VOTING)
    for idea in board.ideas.filter(pile=None):
        _gather(board, idea.text[:LONGEST_OPTION], [idea])
    titles = [pile.title for pile in board.piles.all()]
    ballot = Ballot(
        meeting=board.meeting,
        item=board.item,
        title=board.title,
        method=Method.DOTS,
        options=titles,
        dots_each=dots_each,
        is_secret=True,
        electorate=Electorate.ROOM,
        rule=Rule.SIMPLE,
        base=Base.EXPRESSED,
    )
    ballot.full_clean()
    ballot.save()
    board.ballot, board.stage = ballot, BoardStage.VOTING
    board.save(update_fields=["ballot", "stage"])
    return open_ballot(ballot, by=by)


@transaction.atomic
def gather(board: Board, ideas: Sequence[Idea], *, by: Membership, title: str) -> Pile:
    """Make a new pile of these ideas."""
    require(by, policy.RUN)
    board = lock_board(board)
    _require_sortable(board)
    pile = _gather(board, title, ideas)
    tell_room(board)
    return pile


@transaction.atomic
def put_in(board: Board, ideas: Sequence[Idea], *, by: Membership, pile: Pile | None) -> None:
    """Move these ideas to a pile, or back among those not sorted."""
    require(by, policy.RUN)
    board = lock_board(board)
    _require_sortable(board)
    Idea.objects.filter(board=board, pk__in=[idea.pk for idea in ideas]).update(pile=pile)
    tell_room(board)


@transaction.atomic
def rename_pile(pile: Pile, *, by: Membership, title: str) -> Pile:
    require(by, policy.RUN)
    board = lock_board(pile.board)
    _require_sortable(board)
    pile.title = title
    pile.full_clean()
    pile.save(update_fields=["title"])
    tell_room(board)
    return pile


@transaction.atomic
def scatter(pile: Pile, *, by: Membership) -> None:
    """Undo a pile: its ideas go back among those not sorted."""
    require(by, policy.RUN)
    board = lock_board(pile.board)
    _require_sortable(board)
    pile.delete()
    tell_room(board)


@transaction.atomic
def remove_idea(idea: Idea, *, by: Membership) -> None:
    """A joke, a double, a name that should not be there."""
    require(by, policy.RUN)
    board = lock_board(idea.board)
    _require_sortable(board)
    idea.delete()
    tell_room(board)


def _gather(board: Board, title: str, ideas: Sequence[Idea]) -> Pile:
    last = board.piles.aggregate(Max("position"))["position__max"] or 0
    pile = Pile(board=board, title=title.strip(), position=last + 1)
    pile.full_clean()
    pile.save()
    Idea.objects.filter(board=board, pk__in=[idea.pk for idea in ideas]).update(pile=pile)
    return pile


def _check_stage(board: Board, new: BoardStage) -> None:
    old = BoardStage(board.stage)
    if new not in BOARD_TRANSITIONS[old]:
        raise ValidationError(
            "Ce remue-méninges en est à « %(old)s » : il ne peut pas passer à « %(new)s ». Rechargez la page.",
            code="forbidden_transition",
            params={"old": old.label, "new": new.label},
        )


def _require_sortable(board: Board) -> None:
    if board.stage not in {BoardStage.COLLECTING, BoardStage.SORTING}:
        raise ValidationError("Les gommettes sont posées : revenez au regroupement pour changer les groupes.")
