"""Rows turned into what the pages show. No rule of the trade here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from filrouge.modules.deadlines.enums import Confidence
from filrouge.modules.deadlines.models import Due

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
