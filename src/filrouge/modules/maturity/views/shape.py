"""What the pages show, made from the results. No rule of the trade here."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from filrouge.modules.maturity.enums import Status
from filrouge.modules.maturity.models import Assessment
from filrouge.modules.maturity.queries import Results
from filrouge.ui.charts import BarChart, Point
from filrouge.ui.typography import number

COLOURS = {Status.DRAFT: "grey", Status.OPEN: "blue", Status.CLOSED: "green", Status.CANCELLED: "grey"}


@dataclass(frozen=True, slots=True)
class Row:
    assessment: Assessment

    @property
    def colour(self) -> str:
        return COLOURS[Status(self.assessment.status)]


def mean_text(mean: Fraction | None) -> str:
    return "–" if mean is None else number(float(round(mean, 1)), 1)


def axes_chart(results: Results, before: Results | None = None) -> BarChart:
    """The mean level of each axis, out of four, and where it stood last time."""
    known = {axis.axis.code: axis.mean for axis in before.axes} if before else {}
    points = [
        Point(
            axis.axis.title,
            float(axis.mean or 0),
            f"{mean_text(axis.mean)} sur 4",
            before=float(mean) if (mean := known.get(axis.axis.code)) is not None else None,
        )
        for axis in results.axes
    ]
    before_text = "Trait : le tour précédent" if known else ""
    return BarChart("Niveau moyen de chaque axe", points, goal=4, goal_text="niveau 4", before_text=before_text)
