"""The rows behind one amount: what was counted, what was typed, by whom and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import associates_on
from filrouge.kernel.timeline.models import Entry
from filrouge.kernel.timeline.queries import history_of
from filrouge.modules.aci.models import YearInputs
from filrouge.modules.aci.queries.year import Row, YearValue

TYPED, COUNTED, ASSUMED = "typed", "counted", "assumed"
# places in a case on which each line is computed; « patients » comes with what varies with them
PLACES: dict[str, tuple[str, ...]] = {
    "opening": (
        "opening.daily_hours",
        "opening.saturday",
        "opening.holiday_closure_weeks",
        "opening.other_closure_weeks",
        "opening.unscheduled_care",
        "opening.pdsa_waiver",
    ),
    "crisis_plan": ("crisis.plan",),
    "crisis_actions": ("crisis.declared",),
    "diversity": ("diversity_level",),
    "visiting": ("visiting_level",),
    "cstm": ("cstm",),
    "public_health": ("public_health_missions",),
    "public_health_ipa": ("advanced_practice_nurse", "public_health_missions"),
    "users": ("users_level",),
    "sas": ("sas",),
    "coordination": ("coordination",),
    "protocols": ("protocols",),
    "protocols_ipa": ("advanced_practice_nurse", "protocols"),
    "rcp": ("rcp.meetings", "rcp.files", "rcp.eligible_patients"),
    "rcp_ipa": ("advanced_practice_nurse", "rcp.meetings", "rcp.files", "rcp.eligible_patients"),
    "training": ("trainees",),
    "external_coordination": ("external_coordination",),
    "quality": ("quality_level", "patients"),
    "cooperation_protocols": ("cooperation_protocols",),
    "heart_failure": ("heart_failure_pathway",),
    "child_obesity": ("child_obesity_pathway", "public_health_missions"),
    "is_standard": ("information_system.label", "information_system.prorata", "associates"),
    "is_advanced": ("information_system.label", "information_system.prorata"),
}
BY_ASSOCIATES = {"is_standard", "diversity"}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a number of the case comes from."""

    place: str
    kind: str
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Why:
    row: Row
    origins: list[Origin]
    associates: QuerySet[Person] | None  # on 31 December, where they count


def why_of(value: YearValue, row: Row) -> Why:
    year = value.year
    places = PLACES[row.code]
    if row.line.indicator.variable and "patients" not in places:
        places = (*places, "patients")
    entries = list(history_of(value.inputs).filter(action="aci.year_kept"))
    origins = [_origin(place, value.inputs, value.facts, entries) for place in places]
    associates = associates_on(date(year, 12, 31)) if row.code in BY_ASSOCIATES else None
    return Why(row, origins, associates)


def _origin(place: str, inputs: YearInputs, facts: Mapping[str, Any], entries: Iterable[Entry]) -> Origin:
    by_site = place.startswith("opening.") and "opening.daily_hours" in facts
    if place not in places_of(inputs.facts) or by_site:
        return Origin(place, COUNTED if place in facts else ASSUMED)
    for entry in entries:
        changed = entry.data.get("changed")
        if changed is None or place in changed:  # older entries did not say what changed
            return Origin(place, TYPED, entry.actor_name, entry.happened_at)
    return Origin(place, TYPED)


def places_of(facts: Mapping[str, Any]) -> dict[str, Any]:
    """What is typed, by place in a case (« rcp.files »)."""
    found: dict[str, Any] = {}
    for name, value in facts.items():
        if isinstance(value, Mapping):
            found |= {f"{name}.{key}": one for key, one in value.items()}
        else:
            found[name] = value
    return found
