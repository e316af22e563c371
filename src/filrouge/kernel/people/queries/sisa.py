"""The minimum of a SISA: two doctors and one medical auxiliary among its associates, on every day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from filrouge.kernel.people.enums import DOCTORS, MAY_BE_ASSOCIATE, MEDICAL_AUXILIARIES, Status
from filrouge.kernel.people.models import Engagement, Person

MINIMUM_DOCTORS = 2
MINIMUM_AUXILIARIES = 1


@dataclass(frozen=True, slots=True)
class SisaState:
    """The SISA on one day, and the first later day on which known departures break the minimum."""

    day: date
    associates: int = 0
    doctors: int = 0
    auxiliaries: int = 0
    not_allowed: list[Person] = field(default_factory=list)  # associates whose profession may not be
    falls_on: date | None = None

    @property
    def applies(self) -> bool:
        """An organisation without associates (association, health centre) has no minimum to keep."""
        return self.associates > 0

    @property
    def holds(self) -> bool:
        return self.doctors >= MINIMUM_DOCTORS and self.auxiliaries >= MINIMUM_AUXILIARIES


def sisa_state(day: date) -> SisaState:
    return _state(_ties(day), day)


def sisa_without(person: Person, day: date) -> SisaState:
    """What the SISA would be on this day if the person were no longer an associate."""
    return _state([tie for tie in _ties(day) if tie.person_id != person.pk], day)


def _ties(day: date) -> list[Engagement]:
    found = Engagement.objects.filter(status=Status.ASSOCIATE).select_related("person")
    return [tie for tie in found if tie.ends_on is None or tie.ends_on >= day]


def _state(ties: list[Engagement], day: date) -> SisaState:
    here = _associates(ties, day)
    state = SisaState(
        day=day,
        associates=len(here),
        doctors=_among(here, DOCTORS),
        auxiliaries=_among(here, MEDICAL_AUXILIARIES),
        not_allowed=[person for person in here if person.profession not in MAY_BE_ASSOCIATE],
    )
    if not state.holds:
        return state
    # Only the day after an end can break what holds today.
    for later in sorted({tie.ends_on + timedelta(days=1) for tie in ties if tie.ends_on}):
        there = _associates(ties, later)
        if _among(there, DOCTORS) < MINIMUM_DOCTORS or _among(there, MEDICAL_AUXILIARIES) < MINIMUM_AUXILIARIES:
            return SisaState(day, state.associates, state.doctors, state.auxiliaries, state.not_allowed, falls_on=later)
    return state


def _associates(ties: Iterable[Engagement], day: date) -> list[Person]:
    held = {
        tie.person_id: tie.person for tie in ties if tie.starts_on <= day and (not tie.ends_on or tie.ends_on >= day)
    }
    return list(held.values())


def _among(people: Iterable[Person], professions: Iterable[str]) -> int:
    return sum(person.profession in professions for person in people)
