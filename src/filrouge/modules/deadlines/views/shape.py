"""Rows turned into what the pages show. No rule of the trade here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from filrouge.kernel.timeline.models import Entry
from filrouge.modules.deadlines.enums import Choice, Confidence
from filrouge.modules.deadlines.models import Contract, Due
from filrouge.modules.deadlines.queries.dates import notice_day

CONFIDENCE_COLOURS = {
    Confidence.HIGH: "green",
    Confidence.MEDIUM: "blue",
    Confidence.LOW: "amber",
    Confidence.OWN: "grey",
}


@dataclass(frozen=True, slots=True)
class Row:
    due: Due
    late: bool
    soon: bool
    who: str


def rows_of(dues: Iterable[Due], holders: dict[str, list[str]], today: date) -> list[Row]:
    return [
        Row(
            due,
            due.is_late_on(today),
            due.is_open and due.remind_on <= today,
            ", ".join(holders.get(due.obligation.responsible, [])),
        )
        for due in dues
    ]


def by_month(rows: list[Row]) -> list[tuple[date, list[Row]]]:
    def month(row: Row) -> date:
        day = row.due.due_on if row.due.is_open else row.due.closed_on or row.due.due_on
        return day.replace(day=1)

    return [(first, list(found)) for first, found in groupby(rows, key=month)]


@dataclass(frozen=True, slots=True)
class ContractRow:
    contract: Contract
    notice_on: date
    next_on: date | None  # when the choice is due: the notice, or the day of a negotiation
    next_id: UUID | None
    negotiating: bool
    late: bool
    soon: bool
    notice_passed: bool
    over: bool


def contract_row(contract: Contract, today: date) -> ContractRow:
    notice_on = notice_day(contract.ends_on, contract.notice_months)
    due = contract.next_on  # type: ignore[attr-defined]  # annotated by the query
    remind = contract.remind_on  # type: ignore[attr-defined]
    running = not contract.ended
    return ContractRow(
        contract=contract,
        notice_on=notice_on,
        next_on=due,
        next_id=contract.next_id,  # type: ignore[attr-defined]
        negotiating=running and contract.last_choice == Choice.NEGOTIATE,  # type: ignore[attr-defined]
        late=bool(due and due < today),
        soon=bool(remind and remind <= today),
        notice_passed=running and notice_on < today,
        over=running and contract.ends_on < today,
    )


def history(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    return [{"text": one.sentence, "when": one.happened_at, "who": one.actor_name} for one in list(entries)[:8]]
