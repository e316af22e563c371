"""Charts as geometry: typed data in, positions out, in per cent of the drawing, so that text keeps its size.

Templates draw SVG from it with presentation attributes and classes only: no style attribute, no script.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from filrouge.ui import typography

INKS = 7
ROW = 36  # height of a line of a retroplanning, the same as in charts.css


@dataclass(frozen=True)
class Point:
    """One figure with its name; `text` is what people read (« 12 h 30 », « 1 200 € »)."""

    label: str
    value: float
    text: str = ""
    url: str = ""
    before: float | None = None  # the same figure a period earlier, drawn as a mark on a bar
    ink: int | None = None  # of a part of a stacked bar, when its colour says something

    @property
    def shown(self) -> str:
        return self.text or typography.number(self.value)


@dataclass(frozen=True)
class Series:
    label: str
    values: Sequence[float | None]  # None: nothing to draw there, and the line is cut


@dataclass(frozen=True)
class BarChart:
    """Horizontal bars: names are long in French, and screens are narrow."""

    title: str
    points: Sequence[Point]
    goal: float | None = None
    goal_text: str = ""
    before_text: str = ""


@dataclass(frozen=True)
class LineChart:
    title: str
    labels: Sequence[str]
    series: Sequence[Series]
    goal: float | None = None
    goal_text: str = "objectif"


@dataclass(frozen=True)
class Donut:
    title: str
    points: Sequence[Point]
    centre: str = ""
    centre_detail: str = ""


@dataclass(frozen=True)
class Gauge:
    """A share of a goal, 0 to 1 and beyond."""

    title: str
    share: float
    text: str
    detail: str = ""
    floor: float | None = None  # the least that is asked for, drawn as a mark


@dataclass(frozen=True)
class StackedBar:
    title: str
    points: Sequence[Point]


@dataclass(frozen=True)
class Span:
    label: str
    start: date
    end: date
    url: str = ""
    ink: int = 0
    progress: float = 1.0

    @property
    def text(self) -> str:
        if self.start == self.end:
            return typography.date_short(self.start)
        return f"{typography.date_short(self.start)} – {typography.date_short(self.end)}"


@dataclass(frozen=True)
class TimeChart:
    """Spans and milestones (start = end) over months, for retroplannings."""

    title: str
    spans: Sequence[Span]
    today: date | None = None


@dataclass(frozen=True)
class Bar:
    point: Point
    width: str
    before: str = ""


@dataclass(frozen=True)
class Part:
    point: Point
    ink: int
    x: str
    width: str
    middle: str
    inside: bool


@dataclass(frozen=True)
class Tick:
    at: str
    label: str


@dataclass(frozen=True)
class Arc:
    point: Point
    ink: int
    path: str


@dataclass(frozen=True)
class Line:
    series: Series
    ink: int
    path: str
    area: str
    dots: list[tuple[str, str]]


@dataclass(frozen=True)
class Lines:
    lines: list[Line]
    rows: list[Tick]
    columns: list[Tick]
    goal: str
    table: list[tuple[str, list[str]]]


@dataclass(frozen=True)
class Row:
    span: Span
    y: int
    x: str
    width: str
    done: str

    @property
    def milestone(self) -> bool:
        return self.span.start == self.span.end


@dataclass(frozen=True)
class Times:
    rows: list[Row]
    months: list[Tick]
    today: str
    height: int


def share(part: float, whole: float) -> str:
    """« 12.5% », never below zero."""
    return f"{max(part, 0) / whole * 100 if whole else 0:.2f}".rstrip("0").rstrip(".") + "%"


def nice_ceiling(value: float) -> float:
    """The first of 1, 2, 2.5, 5, 10 × a power of ten that is not below."""
    if value <= 0:
        return 1
    power = 10.0 ** math.floor(math.log10(value))
    return next(step * power for step in (1, 2, 2.5, 5, 10) if step * power >= value - 1e-9)


def bars(chart: BarChart) -> tuple[list[Bar], str]:
    """The bars, and where the goal stands."""
    most = max([*(max(point.value, point.before or 0) for point in chart.points), chart.goal or 0, 0])
    goal = "" if chart.goal is None else share(chart.goal, most)
    return [
        Bar(point, share(point.value, most), "" if point.before is None else share(point.before, most))
        for point in chart.points
    ], goal


def lines(chart: LineChart) -> Lines:
    values = [value for series in chart.series for value in series.values if value is not None]
    ceiling = nice_ceiling(max([*values, chart.goal or 0, 0]))
    floor = -nice_ceiling(-min(values)) if values and min(values) < 0 else 0.0
    last = max(len(chart.labels) - 1, 1)

    def down(value: float) -> float:
        return round(100 * (ceiling - value) / (ceiling - floor), 2)

    drawn = [
        _line(
            series,
            index,
            [
                None if value is None else (round(100 * i / last, 2), down(value))
                for i, value in enumerate(series.values)
            ],
        )
        for index, series in enumerate(chart.series)
    ]
    heights = _heights(floor, ceiling, whole=all(value == int(value) for value in values))
    every = max(1, math.ceil(len(chart.labels) / 12))
    return Lines(
        drawn,
        rows=[Tick(f"{down(value):g}%", typography.number(value)) for value in heights],
        columns=[Tick(share(i, last), label) for i, label in enumerate(chart.labels) if i % every == 0],
        goal="" if chart.goal is None else f"{down(chart.goal):g}%",
        table=[(label, [_cell(series.values, i) for series in chart.series]) for i, label in enumerate(chart.labels)],
    )


def _heights(floor: float, ceiling: float, *, whole: bool) -> list[float]:
    """Where the rules stand: four steps, or as many as keep whole numbers of things whole and zero on a rule."""
    span = ceiling - floor
    even = [count for count in (4, 5, 3, 2, 1) if span % count == 0 and floor % (span // count) == 0]
    steps = even[0] if whole and even else 4
    return [floor + span * step / steps for step in range(steps + 1)]


def _cell(values: Sequence[float | None], index: int) -> str:
    value = values[index] if index < len(values) else None
    return "–" if value is None else typography.number(value)


def _line(series: Series, index: int, places: Sequence[tuple[float, float] | None]) -> Line:
    runs = [[dot for dot in run if dot] for drawn, run in groupby(places, bool) if drawn]
    paths = ["M" + " L".join(f"{x:g} {y:g}" for x, y in run) for run in runs]
    areas = [f"{path} L{run[-1][0]:g} 100 L{run[0][0]:g} 100 Z" for path, run in zip(paths, runs, strict=True)]
    dots = [(f"{x:g}%", f"{y:g}%") for run in runs for x, y in run]
    return Line(series, index % INKS, " ".join(paths), " ".join(areas), dots)


def arc_path(start: float, end: float, radius: float = 42, centre: float = 50) -> str:
    """A part of a circle between two shares of a turn, clockwise from the top."""
    end = min(end, start + 0.9999)  # a full turn would start where it ends and draw nothing

    def at(turn: float) -> str:
        angle = math.tau * turn - math.pi / 2
        return f"{centre + radius * math.cos(angle):.2f} {centre + radius * math.sin(angle):.2f}"

    return f"M{at(start)} A{radius:g} {radius:g} 0 {int(end - start > 0.5)} 1 {at(end)}"


def arcs(chart: Donut) -> list[Arc]:
    total = sum(max(point.value, 0) for point in chart.points)
    found, start = [], 0.0
    for index, point in enumerate(chart.points):
        turn = max(point.value, 0) / total if total else 0
        found.append(Arc(point, index % INKS, arc_path(start, start + turn) if turn else ""))
        start += turn
    return found


def gauge_path(filled: float) -> str:
    """Three quarters of a turn, open below."""
    return arc_path(0.625, 0.625 + 0.75 * min(max(filled, 0.0), 1.0))


def gauge_mark(filled: float) -> str:
    at = 0.625 + 0.75 * min(max(filled, 0.0), 1.0)
    return arc_path(at - 0.006, at + 0.006)


def stacked(chart: StackedBar) -> list[Part]:
    total = sum(max(point.value, 0) for point in chart.points)
    found, start = [], 0.0
    for index, point in enumerate(chart.points):
        size = max(point.value, 0)
        ink = index % INKS if point.ink is None else point.ink
        room = bool(total) and size / total > 0.026 * len(point.shown)
        found.append(Part(point, ink, share(start, total), share(size, total), share(start + size / 2, total), room))
        start += size
    return found


def sparkline(values: Sequence[float], width: int = 96, height: int = 24) -> tuple[str, str, str]:
    """The path, and the last point to mark."""
    if not values:
        return "", "0", "0"
    low, high = min(values), max(values)
    dots = [
        (
            f"{3 + (width - 6) * index / max(len(values) - 1, 1):.1f}",
            f"{height - 4 - (height - 8) * ((value - low) / (high - low) if high > low else 0.5):.1f}",
        )
        for index, value in enumerate(values)
    ]
    return "M" + " L".join(f"{x} {y}" for x, y in dots), *dots[-1]


def times(chart: TimeChart) -> Times:
    if not chart.spans:
        return Times([], [], "", 0)
    first = min(span.start for span in chart.spans).replace(day=1)
    last = next_month(max(span.end for span in chart.spans))
    whole = (last - first).days

    def row(index: int, span: Span) -> Row:
        days = (span.end - span.start).days + 1
        done = days * min(max(span.progress, 0), 1)
        return Row(span, index * ROW, share((span.start - first).days, whole), share(days, whole), share(done, whole))

    months, month = [], first
    step = max(1, math.ceil(whole / 30.4 / 12))
    while month < last:
        months.append(Tick(share((month - first).days, whole), typography.MONTHS_SHORT[month.month - 1]))
        for _ in range(step):
            month = next_month(month)
    today = share((chart.today - first).days, whole) if chart.today and first <= chart.today < last else ""
    return Times([row(i, span) for i, span in enumerate(chart.spans)], months, today, ROW * len(chart.spans))


def next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
