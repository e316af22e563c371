"""The whole year: lines, gate, uplift, advance and balance. Euros are rounded once, half up, to the cent."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from filrouge.modules.aci.engine.case import Case, InformationSystem, Rcp
from filrouge.modules.aci.engine.lines import RULES, Given
from filrouge.modules.aci.engine.scale import CORE, KINDS, PREREQUISITE, Indicator, Scale, scale_of
from filrouge.modules.aci.engine.words import decimal, said


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of this case. ``euros``: cents that add up to the base, before the uplift."""

    indicator: Indicator
    kind: str
    points: Fraction
    euros: Decimal
    formula: str
    missing: tuple[str, ...]

    @property
    def kind_label(self) -> str:
        return KINDS[self.kind]

    @property
    def is_reckoned(self) -> bool:
        """The formula says more than the points themselves."""
        return self.formula != said(self.points)

    @property
    def reached(self) -> bool:
        return self.points > 0


@dataclass(frozen=True, slots=True)
class Gate:
    """Without every prerequisite nothing is paid."""

    missing: tuple[str, ...]

    @property
    def open(self) -> bool:
        return not self.missing


@dataclass(frozen=True, slots=True)
class Result:
    scale: Scale
    case: Case
    lines: tuple[Line, ...]
    gate: Gate
    points: Fraction
    base_euros: Decimal
    uplift_percent: Fraction
    total_euros: Decimal
    advance_euros: Decimal
    guaranteed: bool  # a new structure receives its minimum

    @property
    def balance_euros(self) -> Decimal:
        """Negative: what the structure has to pay back."""
        return self.total_euros - self.advance_euros

    def __getitem__(self, code: str) -> Line:
        for line in self.lines:
            if line.indicator.code == code:
                return line
        raise KeyError(code)


def simulate(case: Case) -> Result:
    """Raises ``NoScale`` for a year whose scale is not known."""
    scale = scale_of(case.year)
    given = Given(case, scale)
    lines, total = [], Fraction(0)
    for indicator in scale.indicators.values():
        worth = RULES[indicator.code](given, indicator)
        before, total = total, total + worth.points * scale.values["point_euros"]
        lines.append(
            Line(
                indicator,
                indicator.kind_in(case.year),
                worth.points,
                decimal(total) - decimal(before),  # what each adds to the running total: cents that add up
                worth.formula,
                worth.missing,
            )
        )
    gate = Gate(tuple(_closed_by(lines)))
    return _paid(case, scale, tuple(lines), gate)


def _closed_by(lines: list[Line]) -> list[str]:
    """The prerequisites that are not reached. Actions in a crisis are asked of nobody."""
    return [
        line.indicator.label
        for line in lines
        if line.kind == PREREQUISITE and not line.reached and line.indicator.code != "crisis_actions"
    ]


def _paid(case: Case, scale: Scale, lines: tuple[Line, ...], gate: Gate) -> Result:
    points = sum((line.points for line in lines), Fraction(0))
    base = points * scale.values["point_euros"]
    uplift = uplift_of(case, scale)
    total = base * (1 + uplift / 100) * case.contract_prorata if gate.open else Fraction(0)
    least = scale.values["new_minimum_euros"] * case.contract_prorata
    guaranteed = case.new_structure and gate.open and total < least
    return Result(
        scale=scale,
        case=case,
        lines=lines,
        gate=gate,
        points=points,
        base_euros=decimal(base),
        uplift_percent=uplift,
        total_euros=decimal(least if guaranteed else total),
        advance_euros=decimal(advance_of(case, scale)),
        guaranteed=guaranteed,
    )


def uplift_of(case: Case, scale: Scale) -> Fraction:
    """In percent: what the team's C2S and AME rates add to the national ones, each when above; 25 at most."""
    none = Fraction(0)
    c2s = max(none, case.c2s_rate - case.national_c2s_rate)
    ame = max(none, case.ame_rate - case.national_ame_rate)
    return min(c2s + ame, scale.values["uplift_cap_percent"])


def advance_of(case: Case, scale: Scale) -> Fraction:
    """60 % of the prerequisites and cores at full attainment over a full year, prorated to the contract.

    The crisis actions enter only when they are claimed. A new structure has its own minimum.
    """
    full = replace(
        case,
        opening=type(case.opening)(),
        crisis=replace(case.crisis, plan=True),
        coordination=True,
        protocols=int(scale["protocols"].figures["at_most"]),
        rcp=Rcp(meetings=int(scale["rcp"].figures["meetings"]), files=1, eligible_patients=1),
        information_system=InformationSystem(),
        contract_prorata=Fraction(1),
    )
    given = Given(full, scale)
    points = sum(
        (
            RULES[one.code](given, one).points
            for one in scale.indicators.values()
            if one.kind_in(case.year) in {PREREQUISITE, CORE}
        ),
        Fraction(0),
    )
    advance = points * scale.values["point_euros"] * scale.values["advance_share"]
    if case.new_structure:
        advance = max(advance, scale.values["new_advance_euros"])
    return advance * case.contract_prorata
