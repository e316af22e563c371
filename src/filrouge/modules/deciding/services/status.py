from __future__ import annotations

from django.core.exceptions import ValidationError

from filrouge.modules.deciding.enums import TRANSITIONS, BallotStatus
from filrouge.modules.deciding.models import Ballot, Board, Sequence


def lock(ballot: Ballot) -> Ballot:
    """The row as it is now, held until the transaction ends: voters and closing pass one at a time."""
    return (
        Ballot.objects.select_for_update(of=("self",))
        .select_related("meeting", "meeting__type", "item", "group")
        .get(pk=ballot.pk)
    )


def lock_board(board: Board) -> Board:
    found = Board.objects.select_for_update(of=("self",)).select_related("meeting", "meeting__type", "item", "ballot")
    return found.get(pk=board.pk)


def lock_sequence(sequence: Sequence) -> Sequence:
    found = Sequence.objects.select_for_update(of=("self",)).select_related("meeting", "meeting__type", "item")
    return found.get(pk=sequence.pk)


def check_transition(ballot: Ballot, new: BallotStatus) -> None:
    old = BallotStatus(ballot.status)
    if new not in TRANSITIONS[old]:
        raise ValidationError(
            "Ce vote est « %(old)s » : il ne peut pas devenir « %(new)s ». Rechargez la page pour voir où il en est.",
            code="forbidden_transition",
            params={"old": old.label, "new": new.label},
        )


def require_draft(ballot: Ballot) -> None:
    if ballot.status != BallotStatus.DRAFT:
        raise ValidationError(
            "Ce vote est déjà ouvert : sa question ne change plus. Annulez-le pour en préparer un autre.", code="opened"
        )
