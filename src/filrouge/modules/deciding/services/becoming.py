"""What a pile of ideas becomes: a decision, a task, an idea of project."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.deciding import policy
from filrouge.modules.deciding.enums import Became
from filrouge.modules.deciding.models import Board, Pile, ProjectIdea
from filrouge.modules.deciding.services.boards import lock_board
from filrouge.modules.meetings import services as meetings
from filrouge.modules.meetings.models import AgendaItem, Meeting


@transaction.atomic
def become_decision(pile: Pile, *, by: Membership, text: str, acknowledged: Collection[str] = ()) -> Pile:
    item = _item_of(pile, by)
    vote = pile.board.ballot.sentence[:500] if pile.board.ballot else ""
    decision = meetings.add_decision(item, by=by, text=text, vote=vote, acknowledged=acknowledged)
    return _became(pile, Became.DECISION, decision.get_absolute_url(), by)


@transaction.atomic
def become_task(
    pile: Pile,
    *,
    by: Membership,
    text: str,
    owner: Person | None = None,
    due_on: date | None = None,
    acknowledged: Collection[str] = (),
) -> Pile:
    item = _item_of(pile, by)
    task = meetings.add_session_task(item, by=by, title=text, owner=owner, due_on=due_on, acknowledged=acknowledged)
    return _became(pile, Became.TASK, task.get_absolute_url(), by)


@transaction.atomic
def become_project_idea(pile: Pile, *, by: Membership, text: str) -> Pile:
    _require_fresh(pile, by)
    detail = "\n".join(f"- {idea.text}" for idea in pile.ideas.order_by("text"))
    idea = note_project_idea(by=by, title=text[:200], detail=detail, meeting=pile.board.meeting)
    return _became(pile, Became.PROJECT, idea.get_absolute_url(), by)


@transaction.atomic
def note_project_idea(*, by: Membership, title: str, detail: str = "", meeting: Meeting | None = None) -> ProjectIdea:
    require(by, policy.RUN)
    idea = ProjectIdea(title=title, detail=detail, meeting=meeting)
    idea.full_clean()
    idea.save()
    timeline.record(idea, "deciding.idea_noted", by=by, title=idea.title)
    return idea


@transaction.atomic
def follow_project_idea(idea: ProjectIdea, *, by: Membership, state: str) -> ProjectIdea:
    require(by, policy.RUN)
    idea.state = state
    idea.full_clean()
    idea.save(update_fields=["state"])
    timeline.record(idea, "deciding.idea_followed", by=by, title=idea.title, state=idea.get_state_display())
    return idea


def _item_of(pile: Pile, by: Membership) -> AgendaItem:
    board = _require_fresh(pile, by)
    if board.item is None:
        raise ValidationError("Le point de ce remue-méninges n’existe plus : notez-le sous un autre.", code="item")
    return board.item


def _require_fresh(pile: Pile, by: Membership) -> Board:
    require(by, policy.RUN)
    board = lock_board(pile.board)
    if Pile.objects.get(pk=pile.pk).became:
        raise ValidationError("Ce groupe est déjà devenu quelque chose : rechargez la page.", code="became")
    return board


def _became(pile: Pile, what: Became, url: str, by: Membership) -> Pile:
    pile.became, pile.became_url = what, url
    pile.save(update_fields=["became", "became_url"])
    label = str(what.label)
    timeline.record(pile.board, "deciding.pile_became", by=by, title=pile.board.title, pile=pile.title, what=label)
    return pile
