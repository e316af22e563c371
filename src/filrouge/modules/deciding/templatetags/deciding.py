from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms, template

from filrouge.modules.deciding.enums import Mention, Method
from filrouge.modules.deciding.models import Ballot, Voter
from filrouge.modules.meetings.models import AgendaItem

register = template.Library()


@dataclass(frozen=True, slots=True)
class PaperOption:
    name: str
    id: str
    label: str
    value: int | None
    choices: list[tuple[int, str]]


@register.filter
def paper_options(ballot: Ballot, form: forms.Form) -> list[PaperOption]:
    """The options of a paper, each with what was typed and what may be."""
    return [
        PaperOption(
            f"option-{rank}", f"option-{ballot.pk}-{rank}", label, typed(form, f"option-{rank}"), _choices(ballot)
        )
        for rank, label in enumerate(ballot.options)
    ]


def typed(form: forms.Form, name: str) -> int | None:
    value = str(form[name].value() or "")
    return int(value) if value.isdigit() else None


def _choices(ballot: Ballot) -> list[tuple[int, str]]:
    if ballot.method == Method.JUDGEMENT:
        return [(mention.value, str(mention.label).capitalize()) for mention in reversed(Mention)]
    if ballot.method == Method.RANKING:
        return [(rank, "1er" if rank == 1 else f"{rank}e") for rank in range(1, len(ballot.options) + 1)]
    return []


@register.filter
def under(rows: list[Any], item: AgendaItem) -> list[Any]:
    """Those of these rows that stand under this point."""
    return [row for row in rows if row.item_id == item.pk]


@register.filter
def may_be_noted(voter: Voter, ballot: Ballot) -> bool:
    """A raised hand, or the voice of who has no phone and has not voted."""
    return (
        ballot.is_open and ballot.has_majority and not ballot.is_secret and not (ballot.has_papers and voter.has_voted)
    )
