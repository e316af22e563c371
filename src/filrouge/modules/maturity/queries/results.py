"""What the answers of a closed assessment say. Never read before it is closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from filrouge.modules.maturity.engine import Tally, mean_of
from filrouge.modules.maturity.models import Agreement, AnswerBox, Assessment
from filrouge.modules.maturity.queries.matrix import Axis, Dimension, axes_of


@dataclass(frozen=True, slots=True)
class Result:
    dimension: Dimension
    tally: Tally
    comments: tuple[str, ...] = ()
    agreed: Agreement | None = None

    @property
    def level(self) -> int | None:
        """What the group agreed on, else the median of the answers."""
        return self.agreed.level if self.agreed else self.tally.median


@dataclass(frozen=True, slots=True)
class AxisResult:
    axis: Axis
    results: tuple[Result, ...]

    @property
    def mean(self) -> Fraction | None:
        return mean_of([one.tally for one in self.results])


@dataclass(frozen=True, slots=True)
class Results:
    axes: tuple[AxisResult, ...]

    @property
    def all(self) -> list[Result]:
        return [one for axis in self.axes for one in axis.results]

    @property
    def most_split_first(self) -> list[Result]:
        """The order of the meeting: where people differ most first; equal, the order of the matrix."""
        return sorted(self.all, key=lambda one: -one.tally.variance)

    @property
    def split(self) -> list[Result]:
        return [one for one in self.most_split_first if one.tally.is_split]

    @property
    def agreed(self) -> list[Result]:
        return [one for one in self.all if one.agreed]

    @property
    def is_agreed(self) -> bool:
        """Nothing is left open."""
        return len(self.agreed) == len(self.all)

    def get(self, code: str) -> Result | None:
        return next((one for one in self.all if one.dimension.code == code), None)


def results_of(assessment: Assessment) -> Results:
    """Two queries, whatever the number of dimensions."""
    if not assessment.is_closed:
        raise ValueError("answers are not read before the assessment is closed")
    box = AnswerBox.objects.get(assessment=assessment)
    agreed = {row.code: row for row in Agreement.objects.filter(assessment=assessment)}
    return Results(
        tuple(
            AxisResult(axis, tuple(_result(one, box.levels, box.comments, agreed) for one in axis.dimensions))
            for axis in axes_of(assessment.matrix)
        )
    )


def _result(
    dimension: Dimension,
    levels: Mapping[str, Sequence[int]],
    comments: Mapping[str, Sequence[str]],
    agreed: Mapping[str, Agreement],
) -> Result:
    code = dimension.code
    return Result(dimension, Tally.of(levels[code]), tuple(comments.get(code, ())), agreed.get(code))
