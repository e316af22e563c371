"""What came of the consensus, and how two assessments differ."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from filrouge.modules.maturity.models import Assessment, Improvement
from filrouge.modules.maturity.queries.results import Result, Results


def improvements_of(assessment: Assessment) -> QuerySet[Improvement]:
    return Improvement.objects.filter(assessment=assessment).select_related("task", "task__owner").order_by("pk")


@dataclass(frozen=True, slots=True)
class Change:
    """One dimension, then and now."""

    title: str
    before: Result | None
    after: Result | None

    @property
    def step(self) -> int | None:
        """Levels won or lost; nothing when one of them is not known."""
        then, now = (one.level if one else None for one in (self.before, self.after))
        return None if then is None or now is None else now - then

    @property
    def said(self) -> str:
        if self.step is None:
            return "pas comparable"
        return {True: f"+ {self.step}", False: f"− {-self.step}"}[self.step > 0] if self.step else "stable"


def changes_between(before: Results, after: Results) -> list[tuple[str, list[Change]]]:
    """By axis of the later one; a dimension that is no longer asked is left out, a new one has no « before »."""
    return [
        (
            axis.axis.title,
            [Change(one.dimension.title, before.get(one.dimension.code), one) for one in axis.results],
        )
        for axis in after.axes
    ]
