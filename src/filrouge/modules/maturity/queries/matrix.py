"""The dimensions one answers about: those shipped with the house, as this team changed them, and its own."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from filrouge.modules.maturity.engine import LEVELS
from filrouge.modules.maturity.models import DimensionText


@dataclass(frozen=True, slots=True)
class Dimension:
    code: str
    axis: str
    title: str
    levels: tuple[str, ...]
    is_hidden: bool = False
    is_changed: bool = False  # by this team
    is_own: bool = False  # written by this team

    @property
    def numbered(self) -> list[tuple[int, str]]:
        return list(zip(LEVELS, self.levels, strict=True))


@dataclass(frozen=True, slots=True)
class Axis:
    code: str
    title: str
    dimensions: tuple[Dimension, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    title: str
    valid_from: date
    source: str
    confidence: str
    axes: tuple[Axis, ...]

    def get(self, code: str) -> Dimension | None:
        return next((one for one in self.dimensions if one.code == code), None)

    @property
    def dimensions(self) -> list[Dimension]:
        return [one for axis in self.axes for one in axis.dimensions]


@cache
def shipped() -> Matrix:
    """The newest matrix of the house."""
    folder = files("filrouge.modules.maturity") / "scales"
    newest = max((path for path in folder.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)
    data = tomllib.loads(newest.read_text(encoding="utf-8"))
    axes = tuple(_axis(axis) for axis in data["axis"])
    return Matrix(data["title"], data["valid_from"], data["source"], data["confidence"], axes)


def _axis(data: Mapping[str, Any]) -> Axis:
    given = data["dimension"]
    dimensions = [Dimension(one["code"], data["code"], one["title"], tuple(one["levels"])) for one in given]
    return Axis(data["code"], data["title"], tuple(dimensions))


def axis_choices() -> list[tuple[str, str]]:
    return [(axis.code, axis.title) for axis in shipped().axes]


def team_matrix() -> Matrix:
    """That of the house, with the texts of this team in their place and its own dimensions at the end of their axis."""
    texts = {row.code: row for row in DimensionText.objects.all()}
    axes = []
    for axis in shipped().axes:
        known = [_as_changed(one, texts.get(one.code)) for one in axis.dimensions]
        own = [_own(row) for row in texts.values() if row.is_own and row.axis == axis.code]
        axes.append(replace(axis, dimensions=(*known, *own)))
    return replace(shipped(), axes=tuple(axes))


def _as_changed(dimension: Dimension, row: DimensionText | None) -> Dimension:
    if row is None:
        return dimension
    same = (row.title, tuple(row.levels)) == (dimension.title, dimension.levels)
    return replace(dimension, title=row.title, levels=tuple(row.levels), is_hidden=row.is_hidden, is_changed=not same)


def _own(row: DimensionText) -> Dimension:
    return Dimension(row.code, row.axis, row.title, tuple(row.levels), is_hidden=row.is_hidden, is_own=True)


def frozen(matrix: Matrix) -> list[dict[str, Any]]:
    """What an assessment keeps of the matrix: the dimensions shown, in their order."""
    return [
        {"axis": axis.code, "axis_title": axis.title, "code": one.code, "title": one.title, "levels": list(one.levels)}
        for axis in matrix.axes
        for one in axis.dimensions
        if not one.is_hidden
    ]


def axes_of(kept: Sequence[Mapping[str, Any]]) -> list[Axis]:
    """The axes of what an assessment kept."""
    titles = {row["axis"]: row["axis_title"] for row in kept}
    return [Axis(code, title, tuple(_of_axis(kept, code))) for code, title in titles.items()]


def _of_axis(kept: Iterable[Mapping[str, Any]], code: str) -> list[Dimension]:
    return [Dimension(row["code"], code, row["title"], tuple(row["levels"])) for row in kept if row["axis"] == code]
