"""Votes, brainstorms and sequences of a meeting, side by side, in one query: every meeting's page asks."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, CharField, TextField, Value, When
from django.db.models.expressions import Combinable

from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.deciding.models import Board, Sequence
from filrouge.modules.deciding.queries.ballots import ballots_of
from filrouge.modules.meetings.models import Meeting

RUNNING, OVER = "running", "over"


@dataclass(frozen=True, slots=True)
class Doing:
    kind: str  # "ballot", "board", "sequence"
    pk: UUID
    item_id: UUID | None
    title: str
    state: str
    verdict: str
    sentence: str


def doings_of(membership: Membership, meeting: Meeting) -> list[Doing]:
    """In the order they were begun."""
    ballots = ballots_of(membership, meeting).order_by()
    boards = Board.objects.filter(meeting=meeting).order_by()
    sequences = Sequence.objects.filter(meeting=meeting).order_by()
    running = Case(When(finished_at=None, then=Value(RUNNING)), default=Value(OVER), output_field=CharField())
    nothing = (_text(""), Value("", output_field=TextField()))
    found = ballots.values_list(_text("ballot"), "pk", "item", "title", "status", "verdict", "sentence").union(
        boards.values_list(_text("board"), "pk", "item", "title", "stage", *nothing),
        sequences.values_list(_text("sequence"), "pk", "item", "title", running, *nothing),
        all=True,
    )
    return sorted((Doing(*row) for row in found), key=lambda one: one.pk)


def _text(value: str) -> Combinable:
    return Value(value, output_field=CharField())
