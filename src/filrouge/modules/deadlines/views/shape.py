"""Rows turned into what the pages show. No rule of the trade here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from filrouge.kernel.timeline.models import Entry
from filrouge.modules.deadlines.enums import Choice, Confidence, Theme
from filrouge.modules.deadlines.models import Contract, Control, Due, Obligation
from filrouge.modules.deadlines.queries.changes import LABELS
from filrouge.modules.deadlines.queries.dates import notice_day
from filrouge.modules.deadlines.queries.rules import Shipped
from filrouge.modules.deadlines.queries.words import schedule_label

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
    next_on: date | None  # when the choice is due: the notice, or the day of a negotiation if it is before
    asked_on: date | None  # when it is asked
    negotiating: bool
    late: bool
    soon: bool
    notice_passed: bool
    over: bool


def contract_row(contract: Any, today: date) -> ContractRow:
    """``contract`` comes from ``queries.contracts``, with its dates."""
    notice_on = notice_day(contract.ends_on, contract.notice_months)
    due = contract.next_on
    remind = contract.remind_on
    running = not contract.ended
    return ContractRow(
        contract=contract,
        notice_on=notice_on,
        next_on=due,
        asked_on=remind,
        negotiating=running and contract.last_choice == Choice.NEGOTIATE,
        late=bool(due and due < today),
        soon=bool(remind and remind <= today),
        notice_passed=running and notice_on < today,
        over=running and contract.ends_on < today,
    )


def history(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    return [{"text": one.sentence, "when": one.happened_at, "who": one.actor_name} for one in list(entries)[:8]]


@dataclass(frozen=True, slots=True)
class ControlRow:
    control: Control
    rhythm: str
    last_on: date | None
    last_id: UUID | None
    last_file: str  # the name of its report
    next_on: date | None
    is_guess: bool
    late: bool
    soon: bool
    remarks: int


def control_row(control: Any, today: date, remarks: int) -> ControlRow:
    """``control`` comes from ``queries.controls``, with its dates."""
    return ControlRow(
        control=control,
        rhythm=schedule_label(control.obligation.schedule),
        last_on=control.last_on,
        last_id=control.last_id,
        last_file=control.last_file or "",
        next_on=control.next_on,
        is_guess=bool(control.is_guess),
        late=bool(control.next_on and control.next_on < today and not control.is_guess),
        soon=bool(control.remind_on and control.remind_on <= today),
        remarks=remarks,
    )


@dataclass(frozen=True, slots=True)
class LibraryRow:
    code: str
    title: str
    rhythm: str
    source: str
    sure: str
    colour: str
    control: Control | None  # already followed, or set aside


def library_row(rule: Shipped, control: Control | None) -> LibraryRow:
    confidence = Confidence(rule.columns["confidence"])
    return LibraryRow(
        code=rule.code,
        title=str(rule.columns["title"]),
        rhythm=schedule_label(rule.columns["schedule"]),
        source=str(rule.columns["source"]),
        sure=confidence.label,
        colour=CONFIDENCE_COLOURS[confidence],
        control=control,
    )


Pairs = list[tuple[str, str]]


def reasons(obligation: Obligation) -> Pairs:
    """Why it is controlled: the rule as the team took it."""
    return _reasons({name: getattr(obligation, name) for name in ("schedule", "proof", "source", "confidence", "note")})


def reasons_of_rule(rule: Shipped) -> Pairs:
    return _reasons(rule.columns)


def _reasons(columns: Mapping[str, Any]) -> Pairs:
    found = [
        ("Rythme", schedule_label(columns["schedule"])),
        ("Ce qui le prouve", columns["proof"]),
        ("Source", columns["source"]),
        ("Confiance", Confidence(columns["confidence"]).label),
        ("À savoir", columns["note"]),
    ]
    return [(label, str(value)) for label, value in found if value]


@dataclass(frozen=True, slots=True)
class RuleRow:
    rule: Obligation
    rhythm: str
    colour: str


def by_theme(rules: Iterable[Obligation]) -> list[tuple[str, list[RuleRow]]]:
    found: dict[str, list[RuleRow]] = {}
    for rule in rules:
        colour = CONFIDENCE_COLOURS[Confidence(rule.confidence)]
        found.setdefault(rule.theme, []).append(RuleRow(rule, schedule_label(rule.schedule), colour))
    return [(theme.label, found[theme]) for theme in Theme if theme in found]


def adjusted_labels(rule: Obligation) -> list[str]:
    return [LABELS[name] for name in rule.adjusted if name in LABELS]
