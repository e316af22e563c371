"""A radar as geometry: one spoke a subject, the present level with its dispersion, and where it stood before.

Positions are those of the drawing, centred on zero. Spokes carry their name on a wide page and their number on a narrow
one: the table that goes with the drawing has both.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import wrap
from typing import TypeVar

RADIUS = 170
LABEL_AT = RADIUS + 16
LINE = 14  # between two lines of a name
WIDE, NARROW = 24, 18  # characters of a line of a name; above and below, where three names are close

Place = tuple[float, float]
T = TypeVar("T")


@dataclass(frozen=True)
class Spoke:
    label: str
    value: float | None  # None: nothing is known, and the outline is cut
    low: float | None = None  # half of what was said stands between ``low`` and ``high``
    high: float | None = None
    before: float | None = None
    url: str = ""


@dataclass(frozen=True)
class RadarChart:
    title: str
    spokes: Sequence[Spoke]
    top: int
    value_text: str
    band_text: str = ""
    before_text: str = ""


@dataclass(frozen=True)
class Label:
    x: str
    lines: list[tuple[str, str]]  # where, what
    anchor: str
    number: int
    middle: str


@dataclass(frozen=True)
class Radar:
    rings: list[tuple[int, str, str]]  # level, path, where its number stands
    spokes: list[tuple[str, str]]
    outline: str
    before: str
    band: str
    dots: list[tuple[str, str]]
    labels: list[Label]


def places(chart: RadarChart, read: Callable[[Spoke], float | None], radius: float = 1) -> list[Place | None]:
    """Where the values stand, clockwise from the top; the outermost ring is at ``radius`` from the middle."""
    found: list[Place | None] = []
    for index, value in enumerate(map(read, chart.spokes)):
        angle = math.tau * index / len(chart.spokes) - math.pi / 2
        away = radius * (value or 0) / chart.top
        found.append(None if value is None else (round(away * math.cos(angle), 4), round(away * math.sin(angle), 4)))
    return found


def radar(chart: RadarChart) -> Radar:
    def along(read: Callable[[Spoke], float | None]) -> list[Place | None]:
        return places(chart, read, RADIUS)

    value = along(lambda spoke: spoke.value)
    full = [place for place in along(lambda spoke: chart.top) if place]
    return Radar(
        rings=[
            (
                level,
                outline([(x * level / chart.top, y * level / chart.top) for x, y in full]),
                _n(-RADIUS * level / chart.top),
            )
            for level in range(1, chart.top + 1)
        ],
        spokes=[(_n(x), _n(y)) for x, y in full],
        outline=outline(value),
        before=outline(along(lambda spoke: spoke.before)),
        band=" ".join(f"{_line(part)} Z" for part in band(chart, RADIUS)),
        dots=[(_n(dot[0]), _n(dot[1])) for dot in value if dot],
        labels=[_label(index, spoke.label, *full[index]) for index, spoke in enumerate(chart.spokes)],
    )


def runs(places: Sequence[T | None]) -> list[list[T]]:
    """The neighbours that are known, all round: one run, back to its first place, when all is."""
    start = places.index(None) if None in places else 0
    turned = [*places[start:], *places[: start or 1]]
    found: list[list[T]] = []
    for known, run in groupby(turned, lambda place: place is not None):
        if known:
            found.append([place for place in run if place is not None])
    return found


def outline(places: Sequence[Place | None]) -> str:
    """Closed when all is known, else cut where it is not."""
    whole = None not in places
    return " ".join(_line(run[:-1]) + " Z" if whole else _line(run) for run in runs(places))


def band(chart: RadarChart, radius: float = 1) -> list[list[Place]]:
    """Its parts, each between the two bounds of neighbours that have both: nothing for one alone."""
    high = places(chart, lambda spoke: spoke.high, radius)
    low = places(chart, lambda spoke: spoke.low, radius)
    both = [(above, below) if above and below else None for above, below in zip(high, low, strict=True)]
    return [
        [above for above, _below in run] + [below for _above, below in reversed(run)]
        for run in runs(both)
        if len(run) > 1
    ]


def _line(places: Sequence[Place]) -> str:
    return "M" + " L".join(f"{_n(x)} {_n(y)}" for x, y in places)


def _label(index: int, text: str, x: float, y: float) -> Label:
    """Outside its spoke, on two or three lines at most, away from the drawing on both sides."""
    x, y = x * LABEL_AT / RADIUS, y * LABEL_AT / RADIUS
    side = 0 if abs(x) < 1 else int(math.copysign(1, x))
    lines = wrap(f"{index + 1}. {text}", WIDE if side else NARROW, max_lines=2 if side else 3, placeholder="…")
    first = y + 4 - LINE * (len(lines) - 1) * (0.5 - 0.5 * y / LABEL_AT * (side == 0))
    anchor = {0: "middle", 1: "start", -1: "end"}[side]
    return Label(
        _n(x), [(_n(first + LINE * rank), line) for rank, line in enumerate(lines)], anchor, index + 1, _n(y + 4)
    )


def _n(value: float) -> str:
    return f"{round(value, 1) + 0.0:g}"  # never « -0 »
