"""Trainings followed, and where one stands before the hundred activities. The second is read by nobody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import fmean

from django.db.models import QuerySet

from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.coordinator import policy
from filrouge.modules.coordinator.enums import Activity, activities, blocks
from filrouge.modules.coordinator.models import SelfAssessment, TimeEntry, Training

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class BlockLevel:
    code: str
    label: str
    answered: int
    asked: int
    mean: float | None
    before: float | None  # the same, the time before

    @property
    def change(self) -> float | None:
        return None if self.mean is None or self.before is None else round(self.mean - self.before, 1)


@dataclass(frozen=True, slots=True)
class Weak:
    activity: Activity
    level: int
    minutes: int  # given to it over a year
    plan: str


def readable_trainings(membership: Membership) -> QuerySet[Training]:
    """One's own; everybody's for the managers."""
    rows = Training.objects.select_related("person", "file").filter(removed_at__isnull=True)
    if can(membership, policy.READ_ALL):
        return rows
    return rows.filter(person__user=membership.user_id) if can(membership, policy.KEEP) else rows.none()


def own_trainings(membership: Membership) -> QuerySet[Training]:
    """Removed ones too: they may come back."""
    return Training.objects.select_related("person", "file").filter(person__user=membership.user_id)


def removed_trainings(membership: Membership, now: datetime) -> QuerySet[Training]:
    return own_trainings(membership).filter(removed_at__gte=now - timedelta(hours=1))


def assessments_of(person: Person) -> list[SelfAssessment]:
    """The last first."""
    return list(SelfAssessment.objects.filter(person=person))


def levels_by_block(now: Mapping[str, int], before: Mapping[str, int]) -> list[BlockLevel]:
    found = []
    for code, label in blocks().items():
        asked = [one for one in activities() if one.startswith(f"{code}-")]
        answered = [now[one] for one in asked if one in now]
        earlier = [before[one] for one in asked if one in before]
        found.append(BlockLevel(code, label, len(answered), len(asked), _mean(answered), _mean(earlier)))
    return found


def weakest(assessment: SelfAssessment, person: Person, today: date, count: int = 3) -> list[Weak]:
    """The lowest levels; among them, what takes the most of one's time."""
    spent = Counter[str]()
    for entry in TimeEntry.objects.filter(person=person, day__gte=today - YEAR, removed_at=None, minutes__isnull=False):
        spent[entry.activity] += entry.minutes or 0
    known = activities()
    ranked = sorted(
        (code for code in assessment.levels if code in known),
        key=lambda code: (assessment.levels[code], -spent[code], code),
    )
    return [
        Weak(known[code], assessment.levels[code], spent[code], assessment.plan.get(code, ""))
        for code in ranked[:count]
    ]


def _mean(levels: list[int]) -> float | None:
    return round(fmean(levels), 2) if levels else None
