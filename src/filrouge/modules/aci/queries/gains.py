"""What one act more would bring: the case with it beside the case without."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil

from filrouge.modules.aci.engine import (
    PREREQUISITE,
    Case,
    InformationSystem,
    Mission,
    Opening,
    Rcp,
    scale_of,
    simulate,
)

Step = Callable[[Case], Case]
THEMES = ("child_obesity", "vaccination", "elderly")


@dataclass(frozen=True, slots=True)
class Gain:
    code: str
    indicator: str
    label: str
    euros: Decimal


def gains(case: Case) -> list[Gain]:
    """The next step of each indicator that misses one, the dearest first.

    While a prerequisite is missing nothing else brings anything: it is worth the whole total, as is each that misses.
    """
    before, closed = simulate(case), closed_by(case)
    whole = simulate(opened(case)).total_euros if closed else Decimal(0)
    found = []
    for line in before.lines:
        step = NEXT.get(line.indicator.code)
        if step and line.missing:
            more = simulate(step(case)).total_euros - before.total_euros
            euros = whole if line.indicator.code in closed else more
            found.append(Gain(line.indicator.code, line.indicator.label, " ; ".join(line.missing), euros))
    return sorted((gain for gain in found if gain.euros > 0), key=lambda gain: -gain.euros)


def closed_by(case: Case) -> frozenset[str]:
    """The prerequisites without which nothing is paid. Actions in a crisis are asked of nobody."""
    return frozenset(
        line.indicator.code
        for line in simulate(case).lines
        if line.kind == PREREQUISITE and not line.reached and line.indicator.code in NEXT
    )


def opened(case: Case) -> Case:
    """The same team with every prerequisite."""
    for code in closed_by(case):
        case = NEXT[code](case)
    return case


def enough_rcp(case: Case) -> Case:
    line = scale_of(case.year)["rcp"]
    files = ceil(case.rcp.eligible_patients * line.figures["full_rate"])
    meetings = max(case.rcp.meetings, int(line.figures["meetings"]))
    return replace(case, rcp=Rcp(meetings, max(case.rcp.files, files), case.rcp.eligible_patients))


def one_mission_more(case: Case) -> Case:
    known = {mission.theme for mission in case.public_health_missions}
    theme = next(theme for theme in THEMES if theme not in known)
    return replace(case, public_health_missions=(*case.public_health_missions, Mission(theme)))


NEXT: dict[str, Step] = {
    "opening": lambda case: replace(case, opening=Opening()),
    "crisis_plan": lambda case: replace(case, crisis=replace(case.crisis, plan=True)),
    "diversity": lambda case: replace(case, diversity_level=case.diversity_level + 1),
    "visiting": lambda case: replace(case, visiting_level=case.visiting_level + 1),
    "public_health": one_mission_more,
    "users": lambda case: replace(case, users_level=case.users_level + 1),
    "sas": lambda case: replace(case, sas="half" if case.sas == "none" else "all"),
    "coordination": lambda case: replace(case, coordination=True),
    "protocols": lambda case: replace(case, protocols=case.protocols + 1),
    "rcp": enough_rcp,
    "training": lambda case: replace(case, trainees=max(2, case.trainees + 1)),
    "external_coordination": lambda case: replace(case, external_coordination=True),
    "quality": lambda case: replace(case, quality_level=case.quality_level + 1),
    "cooperation_protocols": lambda case: replace(case, cooperation_protocols=case.cooperation_protocols + 1),
    "heart_failure": lambda case: replace(case, heart_failure_pathway=True),
    "is_standard": lambda case: replace(case, information_system=InformationSystem()),
    "is_advanced": lambda case: replace(case, information_system=replace(case.information_system, label="advanced")),
}


def best(case: Case) -> Case:
    """This team with every indicator at its most; its patients, associates and crises as they are."""
    return replace(
        enough_rcp(case),
        opening=Opening(),
        crisis=replace(case.crisis, plan=True),
        diversity_level=2,
        visiting_level=2,
        cstm=True,
        public_health_missions=(Mission("child_obesity"), Mission("vaccination")),
        users_level=2,
        sas="all",
        coordination=True,
        protocols=int(scale_of(case.year)["protocols"].figures["at_most"]),
        trainees=4,
        external_coordination=True,
        quality_level=3,
        cooperation_protocols=6,
        heart_failure_pathway=True,
        child_obesity_pathway=True,
        information_system=InformationSystem("advanced"),
    )
