"""What is said together becomes a decision, a task, an idea of project: a pile of ideas, a line of a sequence."""

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
from filrouge.modules.deciding.models import Board, Contribution, Pile, ProjectIdea, Sequence
from filrouge.modules.deciding.services.status import lock_board, lock_sequence
from filrouge.modules.meetings import services as meetings
from filrouge.modules.meetings.models import AgendaItem, Meeting


@transaction.atomic
def become_decision(
    source: Pile | Contribution, *, by: Membership, text: str, acknowledged: Collection[str] = ()
) -> Pile | Contribution:
    item = _item_of(source, by)
    dots = source.board.ballot if isinstance(source, Pile) else None
    vote = dots.sentence[:500] if dots else ""
    decision = meetings.add_decision(item, by=by, text=text, vote=vote, acknowledged=acknowledged)
    return _became(source, Became.DECISION, decision.get_absolute_url(), by)


@transaction.atomic
def become_task(
    source: Pile | Contribution,
    *,
    by: Membership,
    text: str,
    owner: Person | None = None,
    due_on: date | None = None,
    acknowledged: Collection[str] = (),
) -> Pile | Contribution:
    item = _item_of(source, by)
    task = meetings.add_session_task(item, by=by, title=text, owner=owner, due_on=due_on, acknowledged=acknowledged)
    return _became(source, Became.TASK, task.get_absolute_url(), by)


@transaction.atomic
def become_project_idea(source: Pile | Contribution, *, by: Membership, text: str) -> Pile | Contribution:
    parent = _held(source, by)
    ideas = source.ideas.order_by("text") if isinstance(source, Pile) else ()
    detail = "\n".join(f"- {idea.text}" for idea in ideas)
    idea = note_project_idea(by=by, title=text[:200], detail=detail, meeting=parent.meeting)
    return _became(source, Became.PROJECT, idea.get_absolute_url(), by)


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


def _item_of(source: Pile | Contribution, by: Membership) -> AgendaItem:
    parent = _held(source, by)
    if parent.item is None:
        raise ValidationError("Le point dont cela vient n’existe plus : notez-le sous un autre.", code="item")
    return parent.item


def _held(source: Pile | Contribution, by: Membership) -> Board | Sequence:
    """The board or the sequence it comes from, locked; refused when it has already become something."""
    require(by, policy.RUN)
    parent = lock_board(source.board) if isinstance(source, Pile) else lock_sequence(source.sequence)
    if type(source).objects.get(pk=source.pk).became:
        raise ValidationError("C’est déjà devenu quelque chose : rechargez la page.", code="became")
    return parent


def _became(source: Pile | Contribution, what: Became, url: str, by: Membership) -> Pile | Contribution:
    source.became, source.became_url = what, url
    source.save(update_fields=["became", "became_url"])
    parent = source.board if isinstance(source, Pile) else source.sequence
    label, said = str(what.label), str(source)[:120]
    timeline.record(parent, "deciding.became", by=by, title=parent.title, said=said, what=label)
    return source
