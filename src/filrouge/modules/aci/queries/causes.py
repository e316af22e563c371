"""Why a year is worth more or less than the one before: last year's case, turned into this one a group at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from filrouge.modules.aci.engine import Case, simulate
from filrouge.modules.aci.queries.year import YearValue

SCALE, PATIENTS, ASSOCIATES = "de barème", "de patientèle", "d’associés"
POVERTY, CONTRACT, WORK, GATE = "de précarité", "de durée du contrat", "de ce que fait l’équipe", "d’un prérequis"


@dataclass(frozen=True, slots=True)
class Cause:
    label: str  # « de patientèle »
    euros: Decimal


def causes_of(value: YearValue) -> list[Cause]:
    """Nothing without a year before, or when both are worth the same for the same reasons."""
    return causes(value.previous.case, value.result.case) if value.previous else []


def causes(before: Case, after: Case) -> list[Cause]:
    """They add up to the difference, the largest first; what brings nothing is left out."""
    start, end = simulate(before), simulate(after)
    if start.gate.open != end.gate.open:
        return [Cause(GATE, end.total_euros - start.total_euros)]
    found, total = [], start.total_euros
    for label, case in _steps(before, after):
        then = simulate(case).total_euros
        if then != total:
            found.append(Cause(label, then - total))
        total = then
    return sorted(found, key=lambda cause: -abs(cause.euros))


def _steps(case: Case, after: Case) -> list[tuple[str, Case]]:
    """What does not depend on the team first; what it does comes last, and takes what remains."""
    groups = (
        (SCALE, ("year", "truncate_rcp_rate")),
        (PATIENTS, ("patients",)),
        (ASSOCIATES, ("associates", "advanced_practice_nurse")),
        (POVERTY, ("c2s_rate", "ame_rate", "national_c2s_rate", "national_ame_rate")),
        (CONTRACT, ("contract_prorata", "new_structure")),
    )
    steps = []
    for label, names in groups:
        case = replace(case, **{name: getattr(after, name) for name in names})
        if label == PATIENTS:
            case = replace(case, rcp=replace(case.rcp, eligible_patients=after.rcp.eligible_patients))
        steps.append((label, case))
    return [*steps, (WORK, after)]
