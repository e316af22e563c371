"""What a year is worth, indicator by indicator, and how sure each euro is.

How sure, by what is there and never by opinion:

* secured: a ready paper is there, or the CPAM asks for none; where the scale pays by the piece (``COUNTED``), what as
  many distinct papers pay; where it pays by level (``LEVELLED``), the levels that have their paper; where
  several papers are asked (``ALL_ASKED``), once they are all there; of the RCP,
  what those that the house has seen pay, or all with their calendar handed in;
* likely: said to be reached, the paper still to be handed in, the year still running;
* at risk: said to be reached, but the house has seen fewer RCP, or the year is over without the paper;
* out of reach: what full attainment would add. Nothing to add (no nurse in advanced practice…): without object.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils import timezone

from filrouge.kernel.reading import about_years
from filrouge.kernel.registry import EvidenceItem
from filrouge.kernel.registry.gathered import counting_proofs_of
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.aci.engine import BadCase, Case, Line, Rcp, Result, simulate
from filrouge.modules.aci.engine.words import decimal
from filrouge.modules.aci.enums import AXIS_TITLES
from filrouge.modules.aci.models import YearInputs
from filrouge.modules.aci.queries.facts import case_of, facts_of, inputs_of, proved_case
from filrouge.modules.aci.queries.gains import Step, best, gains
from filrouge.modules.aci.queries.proofs import Proofs
from filrouge.ui.typography import count

SECURED, LIKELY, AT_RISK, OUT, NONE = "secured", "likely", "risk", "out", "none"
STATES = {
    SECURED: ("sécurisé par une preuve", "green"),
    LIKELY: ("probable", "blue"),
    AT_RISK: ("à risque", "amber"),
    OUT: ("hors d’atteinte", "grey"),
}
WITHOUT_PIECE = {"cooperation_protocols", "child_obesity"}
# paid by the piece: one paper for each that is claimed, and its word
COUNTED = {"protocols": "copie", "public_health": "pièce", "training": "attestation"}
# paid by level, each with its own paper: the level in the case
LEVELLED = {"quality": "quality_level", "users": "users_level"}
# every paper is asked, each from an activity year on
ALL_ASKED = {"is_standard": (2022, 2022), "heart_failure": (2022, 2022, 2023)}
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
    proofs: list[EvidenceItem]  # of any state, those that only show the work too
    lacking: int  # papers still to be handed in
    lacking_parts: tuple[int, ...]  # of what is asked, where several papers are

    @property
    def code(self) -> str:
        return self.line.indicator.code

    @property
    def piece_code(self) -> str:
        return piece_code_of(self.code)

    @property
    def change(self) -> Decimal:
        """Beside the year before; nothing when it is not known."""
        return Decimal(0) if self.previous is None else self.euros - self.previous

    @property
    def lacking_label(self) -> str:
        if not self.lacking:
            return ""
        return count(self.lacking, COUNTED.get(self.code, "pièce")) + self._which

    @property
    def _which(self) -> str:
        """« (niveaux 2 et 3) », « (attestation du label) »"""
        if not self.lacking_parts:
            return ""
        if not self.is_levelled:
            return f" ({' ; '.join(one[0].lower() + one[1:] for one in self.lacking_papers)})"
        *others, last = [str(level) for level in self.lacking_parts]
        return f" (niveaux {', '.join(others)} et {last})" if others else f" (niveau {last})"

    @property
    def is_levelled(self) -> bool:
        return self.code in LEVELLED

    @property
    def lacking_papers(self) -> list[str]:
        """As the scale asks them."""
        return [self.line.indicator.evidence[part - 1] for part in self.lacking_parts]

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
    proofs: Proofs

    @property
    def rows(self) -> list[Row]:
        return [row for axis in self.axes for row in axis.rows]

    @property
    def patients_proofs(self) -> list[EvidenceItem]:
        return self.proofs.of("patients")

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


def value_of(membership: Membership, inputs: YearInputs, step: Step = lambda case: case) -> YearValue:
    """Raises ``BadCase`` when what is typed and what is counted contradict each other. A constant number of queries.

    ``step``: the year with this change.
    """
    year = inputs.year
    with about_years(year - 1, year):
        facts, previous = facts_of(membership, year), _previous(membership, year)
    case, noted = step(case_of(year, facts, inputs.facts)), step(proved_case(year, facts, inputs.facts))
    result = simulate(case)
    proofs = Proofs(counting_proofs_of(membership, year))
    kept = _Kept(
        noted=simulate(noted),
        papers=simulate(with_papers(case, proofs)),
        full=simulate(best(case)),
        proofs=proofs,
        gains={gain.code: gain.euros for gain in gains(case if proofs.papers("rcp", own=True) else noted)},
        over=timezone.localdate() > date(year, 12, 31),
        previous=paid_by_line(previous) if previous else {},
    )
    rows = list(kept.rows(result))
    axes = [AxisOfYear(axis, title, [row for row in rows if row.line.indicator.axis == axis])
            for axis, title in AXIS_TITLES.items()]  # fmt: skip
    return YearValue(year, inputs, facts, result, axes, kept.noted.case.rcp, previous, proofs)


def claimed(case: Case) -> dict[str, int]:
    """Papers that what is paid by the piece asks for."""
    return {"protocols": case.protocols, "public_health": case.missions(), "training": case.trainees}


def with_papers(case: Case, proofs: Proofs) -> Case:
    """The same year, with no more of what is paid by the piece than there are papers."""
    missions = tuple({mission.theme: mission for mission in case.public_health_missions}.values())
    return replace(
        case,
        protocols=min(case.protocols, proofs.papers("protocols")),
        public_health_missions=missions[: proofs.papers("public_health")],
        trainees=min(case.trainees, proofs.papers("training")),
        quality_level=min(case.quality_level, proofs.proved_level("quality")),
        users_level=min(case.users_level, proofs.proved_level("users")),
    )


def _previous(membership: Membership, year: int) -> Result | None:
    before = inputs_of(year - 1)
    if before is None:
        return None
    try:
        return simulate(case_of(before.year, facts_of(membership, before.year), before.facts))
    except BadCase:
        return None  # its own page says why


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


def _reach(case: Case, full: Result) -> Fraction:
    """Euros of one point of this team when nothing closes the gate."""
    return full.scale.values["point_euros"] * (1 + full.uplift_percent / 100) * case.contract_prorata


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the state of each line depends on."""

    noted: Result  # with the RCP that the house has seen
    papers: Result  # with what is paid by the piece as papers show it
    full: Result
    proofs: Proofs
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
                missing=self._missing(line),
                euros=euros,
                state=next((state for state in (AT_RISK, LIKELY, SECURED, OUT) if parts[state]), NONE),
                parts=parts,
                previous=self.previous.get(code),
                gain=self.gains.get(code),
                proofs=self.proofs.of(piece_code_of(code)),
                lacking=self._lacking(line, result.case),
                lacking_parts=self._lacking_parts(line, result.case),
            )

    def _missing(self, line: Line) -> tuple[str, ...]:
        code = line.indicator.code
        by_work = ADDED_TO.get(code, code) == "rcp" and not self.proofs.papers("rcp", own=True)
        return self.noted[code].missing if by_work else line.missing

    def _parts(self, line: Line, euros: Decimal, case: Case) -> dict[str, Decimal]:
        code = line.indicator.code
        most = decimal(self.full[code].points * _reach(case, self.full))
        secured = decimal(Fraction(euros) * self._share(line, case))
        lacks_work = ADDED_TO.get(code, code) == "rcp" and self._has_nurse_paper(code)
        rest = AT_RISK if self.over or lacks_work else LIKELY
        parts = {**dict.fromkeys(STATES, Decimal(0)), OUT: max(most - euros, Decimal(0))}
        return parts | {SECURED: secured, rest: euros - secured}

    def _share(self, line: Line, case: Case) -> Fraction:
        """Of what the line pays, what is proved."""
        code = line.indicator.code
        base = ADDED_TO.get(code, code)
        if not self._has_nurse_paper(code):
            return Fraction(0)
        if base == "rcp" and not self.proofs.papers("rcp", own=True):
            return _ratio(self.noted[code], line)
        if base in COUNTED or base in LEVELLED:
            return _ratio(self.papers[code], line)
        if base in ALL_ASKED:
            return Fraction(not self._lacking_parts(line, case))
        return Fraction(self._asks_nothing(code, case) or self.proofs.papers(base) > 0)

    def _lacking(self, line: Line, case: Case) -> int:
        """Papers still to be handed in for what is claimed. The RCP are seen by the house: their calendar follows."""
        code = line.indicator.code
        if not line.points or self._asks_nothing(code, case):
            return 0
        if code in LEVELLED or code in ALL_ASKED:
            return len(self._lacking_parts(line, case))
        if code == "rcp":
            return 0 if self.noted[code].points else 1 - min(self.proofs.papers(code), 1)
        asked = min(claimed(case)[code], int(line.indicator.figures["at_most"])) if code in COUNTED else 1
        return max(asked - self.proofs.papers(piece_code_of(code)), 0)

    def _lacking_parts(self, line: Line, case: Case) -> tuple[int, ...]:
        """Of the papers asked for what is claimed."""
        code, asked = line.indicator.code, 0
        if code in LEVELLED:
            asked = getattr(case, LEVELLED[code])
        elif code in ALL_ASKED and line.points:
            asked = sum(case.year >= since for since in ALL_ASKED[code])
        ready = self.proofs.parts(code)
        return tuple(part for part in range(1, asked + 1) if part not in ready)

    def _has_nurse_paper(self, code: str) -> bool:
        return code not in ADDED_TO or self.proofs.papers("ipa") > 0

    @staticmethod
    def _asks_nothing(code: str, case: Case) -> bool:
        return code in WITHOUT_PIECE or (code == "sas" and case.sas != "every_request")


def _ratio(proved: Line, line: Line) -> Fraction:
    return min(proved.points / line.points, Fraction(1)) if line.points else Fraction(0)
