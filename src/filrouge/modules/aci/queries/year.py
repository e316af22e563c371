"""What a year is worth, indicator by indicator, and how sure each euro is.

How sure, by what is there and never by opinion:

* secured: a file is attached to the indicator, or the CPAM asks for none, or the house has seen the work (the RCP it
  counts; for ``BY_WORK``, one ready proof of the year);
* likely: said to be reached, the file still to be attached, the year still running;
* at risk: said to be reached, but the house has seen fewer RCP, or the year is over without the file;
* out of reach: what full attainment would add. Nothing to add (no nurse in advanced practice…): without object.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.registry import EvidenceItem
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.aci.engine import BadCase, Case, Line, Rcp, Result, simulate
from filrouge.modules.aci.engine.words import decimal
from filrouge.modules.aci.models import Piece, YearInputs
from filrouge.modules.aci.queries.facts import case_of, facts_of, proved_case
from filrouge.modules.aci.queries.gains import best, gains

SECURED, LIKELY, AT_RISK, OUT, NONE = "secured", "likely", "risk", "out", "none"
STATES = {
    SECURED: ("sécurisé par une preuve", "green"),
    LIKELY: ("probable", "blue"),
    AT_RISK: ("à risque", "amber"),
    OUT: ("hors d’atteinte", "grey"),
}
AXIS_TITLES = {1: "Accès aux soins", 2: "Travail en équipe et coordination", 3: "Système d’information"}
BY_WORK = {"users", "crisis_plan"}  # indicators that one ready proof shows: any document will do
WITHOUT_PIECE = {"cooperation_protocols", "child_obesity"}
# what the nurse in advanced practice adds is as sure as what it adds to, once the one paper of the nurse is there
ADDED_TO = {"rcp_ipa": "rcp", "protocols_ipa": "protocols", "public_health_ipa": "public_health"}


@dataclass(frozen=True, slots=True)
class Row:
    line: Line
    missing: tuple[str, ...]  # of the RCP: on what the house has seen, not on what is expected
    euros: Decimal  # of the total: after the uplift, nothing when the gate is closed
    state: str
    parts: Mapping[str, Decimal]  # by state, they add up to what full attainment would pay
    previous: Decimal | None
    gain: Decimal | None
    piece: Piece | None
    proofs: list[EvidenceItem]

    @property
    def code(self) -> str:
        return self.line.indicator.code

    @property
    def piece_code(self) -> str:
        return piece_code_of(self.code)

    @property
    def state_label(self) -> str:
        return "sans objet" if self.state == NONE else STATES[self.state][0]

    @property
    def colour(self) -> str:
        return "grey" if self.state == NONE else STATES[self.state][1]

    @property
    def most(self) -> Decimal:
        """What full attainment would pay."""
        return sum(self.parts.values(), Decimal(0))


@dataclass(frozen=True, slots=True)
class AxisOfYear:
    number: int
    title: str
    rows: list[Row]

    @property
    def euros(self) -> Decimal:
        return sum((row.euros for row in self.rows), Decimal(0))


@dataclass(frozen=True, slots=True)
class YearValue:
    year: int
    inputs: YearInputs
    facts: Mapping[str, int]
    result: Result
    axes: list[AxisOfYear]
    noted: Rcp  # RCP that the house has seen
    previous: Result | None
    patients_piece: Piece | None

    @property
    def rows(self) -> list[Row]:
        return [row for axis in self.axes for row in axis.rows]

    @property
    def shares(self) -> list[tuple[str, str, Decimal]]:
        """State, colour, euros: the gauge."""
        return [
            (label, colour, sum((row.parts[state] for row in self.rows), Decimal(0)))
            for state, (label, colour) in STATES.items()
        ]

    @property
    def change(self) -> Decimal | None:
        return None if self.previous is None else self.result.total_euros - self.previous.total_euros


def value_of(membership: Membership, inputs: YearInputs) -> YearValue:
    """Raises ``BadCase`` when what is typed and what is counted contradict each other. A constant number of queries."""
    year = inputs.year
    facts = facts_of(membership, year)
    case, seen = case_of(year, facts, inputs.facts), proved_case(year, facts, inputs.facts)
    result = simulate(case)
    pieces = {piece.code: piece for piece in inputs.pieces.select_related("file")}
    previous = _previous(membership, year)
    kept = _Kept(
        seen=simulate(seen),
        full=simulate(best(case)),
        pieces=pieces,
        proofs=_ready(membership, year),
        gains={gain.code: gain.euros for gain in gains(case if _has_file(pieces.get("rcp")) else seen)},
        over=timezone.localdate() > date(year, 12, 31),
        previous=paid_by_line(previous) if previous else {},
    )
    rows = list(kept.rows(result))
    axes = [AxisOfYear(axis, title, [row for row in rows if row.line.indicator.axis == axis])
            for axis, title in AXIS_TITLES.items()]  # fmt: skip
    return YearValue(year, inputs, facts, result, axes, kept.seen.case.rcp, previous, pieces.get("patients"))


def _previous(membership: Membership, year: int) -> Result | None:
    before = YearInputs.objects.filter(year=year - 1).first()
    if before is None:
        return None
    try:
        return simulate(case_of(before.year, facts_of(membership, before.year), before.facts))
    except BadCase:
        return None  # its own page says why


def _ready(membership: Membership, year: int) -> dict[str, list[EvidenceItem]]:
    found: dict[str, list[EvidenceItem]] = {}
    for provider in registry.evidence.values():
        for item in provider(membership, year):
            if item.state == "ready" and item.indicator:
                found.setdefault(item.indicator, []).append(item)
    return found


def paid_by_line(result: Result) -> dict[str, Decimal]:
    """Euros of each line after uplift, share of the year, guaranteed minimum and gate.

    They are rounded on the running total, so that the lines add up to it.
    """
    base = result.points * result.scale.values["point_euros"]
    point = Fraction(result.total_euros) / base * result.scale.values["point_euros"] if base else Fraction(0)
    found, paid = {}, Fraction(0)
    for line in result.lines:
        before, paid = paid, paid + line.points * point
        found[line.indicator.code] = decimal(paid) - decimal(before)
    return found


def piece_code_of(code: str) -> str:
    return "ipa" if code in ADDED_TO else code


def _has_file(piece: Piece | None) -> bool:
    return piece is not None and piece.file_id is not None


def _reach(case: Case, full: Result) -> Fraction:
    """Euros of one point of this team when nothing closes the gate."""
    return full.scale.values["point_euros"] * (1 + full.uplift_percent / 100) * case.contract_prorata


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the state of each line depends on."""

    seen: Result
    full: Result
    pieces: Mapping[str, Piece]
    proofs: Mapping[str, list[EvidenceItem]]
    gains: Mapping[str, Decimal]
    over: bool
    previous: Mapping[str, Decimal]  # by line, what the year before pays

    def rows(self, result: Result) -> Iterator[Row]:
        paid = paid_by_line(result)
        for line in result.lines:
            code = line.indicator.code
            euros = paid[code]
            parts = self._parts(line, euros, result.case)
            yield Row(
                line=line,
                missing=self._missing(line, result.case),
                euros=euros,
                state=next((state for state in (AT_RISK, LIKELY, SECURED, OUT) if parts[state]), NONE),
                parts=parts,
                previous=self.previous.get(code),
                gain=self.gains.get(code),
                piece=self.pieces.get(piece_code_of(code)),
                proofs=self.proofs.get(code, []) if code in BY_WORK else [],
            )

    def _missing(self, line: Line, case: Case) -> tuple[str, ...]:
        code = line.indicator.code
        return line.missing if self._is_proved(code, case) else self.seen[code].missing

    def _parts(self, line: Line, euros: Decimal, case: Case) -> dict[str, Decimal]:
        code = line.indicator.code
        most = decimal(self.full[code].points * _reach(case, self.full))
        parts = {**dict.fromkeys(STATES, Decimal(0)), OUT: max(most - euros, Decimal(0))}
        base = ADDED_TO.get(code, code)
        papers = base == code or _has_file(self.pieces.get("ipa"))
        if papers and self._is_proved(base, case):
            return parts | {SECURED: euros}
        if papers and base == "rcp" and line.points:
            share = min(self.seen[code].points / line.points, Fraction(1))
            secured = decimal(Fraction(euros) * share)
            return parts | {SECURED: secured, AT_RISK: euros - secured}
        return parts | {AT_RISK if self.over else LIKELY: euros}

    def _is_proved(self, code: str, case: Case) -> bool:
        if _has_file(self.pieces.get(code)):
            return True
        without: Collection[str] = WITHOUT_PIECE if case.sas == "every_request" else {*WITHOUT_PIECE, "sas"}
        return code in without or (code in BY_WORK and bool(self.proofs.get(code)))
