"""What the pages show, made from the results. No rule of the trade here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from filrouge.modules.maturity.engine import LEVELS
from filrouge.modules.maturity.enums import Status
from filrouge.modules.maturity.exports import answers_radar
from filrouge.modules.maturity.models import Assessment, Improvement
from filrouge.modules.maturity.queries import Result, Results
from filrouge.ui.charts import BarChart, Point, share
from filrouge.ui.radar import RadarChart, Spoke
from filrouge.ui.typography import number

COLOURS = {Status.DRAFT: "grey", Status.OPEN: "blue", Status.CLOSED: "green", Status.CANCELLED: "grey"}


@dataclass(frozen=True, slots=True)
class Row:
    assessment: Assessment
    is_due: bool = False  # nothing more is to come: it may be closed and read

    @property
    def colour(self) -> str:
        return "amber" if self.is_due else COLOURS[Status(self.assessment.status)]

    @property
    def state(self) -> str:
        return "à clore" if self.is_due else self.assessment.get_status_display()


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


@dataclass(frozen=True, slots=True)
class Profile:
    """The radar of all the dimensions, and the rows of its table."""

    chart: RadarChart
    rows: list[tuple[Spoke, str]]  # with its dispersion in words


def answers_profile(results: Results, before: Results | None = None) -> Profile:
    chart = answers_radar(results, before)
    return Profile(chart, [(spoke, _between(spoke)) for spoke in chart.spokes])


def levels_profile(before: Results, after: Results) -> Profile:
    """The level kept for each dimension, then and now."""
    earlier = {one.dimension.code: one.level for one in before.all}
    spokes = [Spoke(one.dimension.title, one.level, before=earlier.get(one.dimension.code)) for one in after.all]
    chart = RadarChart("Les dimensions, avant et après", spokes, LEVELS[-1], "après", before_text="avant")
    return Profile(chart, [(spoke, "") for spoke in spokes])


def _between(spoke: Spoke) -> str:
    if spoke.low is None or spoke.low == spoke.high:
        return "–" if spoke.low is None else str(spoke.low)
    return f"{spoke.low} à {spoke.high}"


@dataclass(frozen=True, slots=True)
class Choice:
    """A level of the consensus screen: its sentence and how many chose it."""

    level: int
    text: str
    count: int
    width: str
    is_median: bool


def choices_of(result: Result) -> list[Choice]:
    tally = result.tally
    most = max(*tally.counts, 1)
    return [
        Choice(level, text, count, share(count, most), level == tally.median)
        for level, text, count in zip(LEVELS, result.dimension.levels, tally.counts, strict=True)
    ]


def place_of(result: Result, results: Results, address: str) -> dict[str, object]:
    """Where one is in the meeting: rank, neighbours, how many are agreed."""
    ordered = results.most_split_first
    codes = [one.dimension.code for one in ordered]
    rank = codes.index(result.dimension.code)
    axis = next(one.axis.title for one in results.axes if one.axis.code == result.dimension.axis)

    def to(code: str) -> str:
        return f"{address}?dimension={code}"

    return {
        "axis": axis,
        "choices": choices_of(result),
        "rank": rank + 1,
        "count": len(codes),
        "agreed": len(results.agreed),
        "previous": to(codes[rank - 1]) if rank else "",
        "following": to(codes[rank + 1]) if rank + 1 < len(codes) else "",
    }


@dataclass(frozen=True, slots=True)
class Action:
    """An action chosen, with its dimension and where it stands."""

    improvement: Improvement
    dimension: str
    today: date

    @property
    def state(self) -> tuple[str, str]:
        task = self.improvement.task
        if task.is_late_on(self.today):
            return "en retard", "red"
        return task.get_status_display(), {"done": "green", "dropped": "grey"}.get(task.status, "blue")


def actions_of(improvements: list[Improvement], results: Results, today: date) -> list[Action]:
    titles = {one.dimension.code: one.dimension.title for one in results.all}
    return [Action(one, titles.get(one.code, ""), today) for one in improvements]
