"""A chart of the pages, as shares from 0 to 1 that the template of documents draws."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from filrouge.kernel.documents.content import Drawn
from filrouge.kernel.documents.text import typeset
from filrouge.ui import charts, radar
from filrouge.ui.charts import BarChart, LineChart, StackedBar
from filrouge.ui.radar import RadarChart, Spoke
from filrouge.ui.typography import number


def drawing_of(chart: Drawn) -> dict[str, Any]:
    if isinstance(chart, BarChart):
        return {"drawing": "bars", **_bars(chart)}
    if isinstance(chart, StackedBar):
        return {"drawing": "stacked", **_stacked(chart)}
    if isinstance(chart, RadarChart):
        return {"drawing": "radar", **_radar(chart)}
    return {"drawing": "lines", **_lines(chart)}


def alternative_of(chart: Drawn) -> str:
    """What it says, in words."""
    if isinstance(chart, LineChart):
        told = [
            f"{series.label} : "
            + ", ".join(f"{label} {_value(value)}" for label, value in zip(chart.labels, series.values, strict=False))
            for series in chart.series
        ]
        return f"{chart.title}. {' ; '.join(told)}."
    if isinstance(chart, RadarChart):
        return f"{chart.title}. {' ; '.join(_told(spoke) for spoke in chart.spokes)}."
    return f"{chart.title}. " + " ; ".join(f"{point.label} : {point.shown}" for point in chart.points) + "."


def _value(value: float | None) -> str:
    return "rien" if value is None else number(value)


def _told(spoke: Spoke) -> str:
    before = "" if spoke.before is None else f", avant {_value(spoke.before)}"
    return f"{spoke.label} : {_value(spoke.value)}{before}"


def _share(value: float | None, whole: float) -> float | None:
    return None if value is None else round(max(value, 0) / whole, 4) if whole else 0


def _bars(chart: BarChart) -> dict[str, Any]:
    most = max([*(max(point.value, point.before or 0) for point in chart.points), chart.goal or 0, 0])
    return {
        "title": typeset(chart.title),
        "goal": _share(chart.goal, most),
        "notes": [typeset(note) for note in (chart.before_text, chart.goal_text if chart.goal else "") if note],
        "bars": [
            {
                "label": typeset(point.label),
                "text": typeset(point.shown),
                "share": _share(point.value, most),
                "before": _share(point.before, most),
            }
            for point in chart.points
        ],
    }


def _stacked(chart: StackedBar) -> dict[str, Any]:
    total, start, parts = sum(max(point.value, 0) for point in chart.points), 0.0, []
    for part in charts.stacked(chart):
        size = max(part.point.value, 0)
        parts.append(
            {
                "label": typeset(part.point.label),
                "text": typeset(part.point.shown),
                "ink": part.ink,
                "start": _share(start, total),
                "share": _share(size, total),
            }
        )
        start += size
    return {"title": typeset(chart.title), "parts": parts}


def _lines(chart: LineChart) -> dict[str, Any]:
    drawn = charts.lines(chart)
    return {
        "title": typeset(chart.title),
        "alt": typeset(alternative_of(chart)),
        "rows": [{"at": _part(tick.at), "label": typeset(tick.label)} for tick in drawn.rows],
        "columns": [{"at": _part(tick.at), "label": typeset(tick.label)} for tick in drawn.columns],
        "goal": _part(drawn.goal) if drawn.goal else None,
        "notes": [typeset(chart.goal_text)] if drawn.goal else [],
        "series": [
            {"label": typeset(line.series.label), "text": "", "ink": line.ink, "runs": _runs(line)}
            for line in drawn.lines
        ],
    }


def _radar(chart: RadarChart) -> dict[str, Any]:
    """Positions from -1 to 1, the outermost ring being at 1 from the middle."""
    band = radar.band(chart)
    told = [(chart.value_text, 0), (chart.band_text if band else "", 5), (chart.before_text, 1)]
    return {
        "title": typeset(chart.title),
        "alt": typeset(alternative_of(chart)),
        "spokes": radar.places(chart, lambda spoke: chart.top),
        "levels": chart.top,
        "band": band,
        "value": radar.runs(radar.places(chart, lambda spoke: spoke.value)),
        "before": radar.runs(radar.places(chart, lambda spoke: spoke.before)),
        "labels": [typeset(f"{rank}. {spoke.label}") for rank, spoke in enumerate(chart.spokes, 1)],
        "legend": [{"label": typeset(label), "text": "", "ink": ink} for label, ink in told if label],
    }


def _part(at: str) -> float:
    return round(float(at.rstrip("%")) / 100, 4)


def _runs(line: charts.Line) -> list[list[list[float]]]:
    """The dots, cut where there is nothing to draw."""
    dots = iter(line.dots)
    return [
        [[_part(x), _part(y)] for x, y in (next(dots) for _value in run)]
        for known, run in groupby(line.series.values, lambda value: value is not None)
        if known
    ]
