from collections.abc import Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from filrouge.ui import charts
from filrouge.ui import radar as radars

register = template.Library()


@register.inclusion_tag("ui/charts/bars.html")
def bar_chart(chart: charts.BarChart) -> dict[str, Any]:
    bars, goal = charts.bars(chart)
    return {"chart": chart, "bars": bars, "goal": goal}


@register.inclusion_tag("ui/charts/lines.html")
def line_chart(chart: charts.LineChart, table: bool = True) -> dict[str, Any]:
    return {"chart": chart, "drawing": charts.lines(chart), "table": table}


@register.inclusion_tag("ui/charts/donut.html")
def donut(chart: charts.Donut) -> dict[str, Any]:
    return {"chart": chart, "arcs": charts.arcs(chart)}


@register.inclusion_tag("ui/charts/gauge.html")
def gauge(chart: charts.Gauge) -> dict[str, Any]:
    floor = "" if chart.floor is None else charts.gauge_mark(chart.floor)
    return {"chart": chart, "track": charts.gauge_path(1), "arc": charts.gauge_path(chart.share), "floor": floor}


@register.inclusion_tag("ui/charts/stacked.html")
def stacked_bar(chart: charts.StackedBar) -> dict[str, Any]:
    return {"chart": chart, "parts": charts.stacked(chart)}


@register.inclusion_tag("ui/charts/sparkline.html")
def sparkline(values: Sequence[float], label: str) -> dict[str, Any]:
    path, x, y = charts.sparkline(values)
    return {"path": path, "x": x, "y": y, "label": label}


@register.inclusion_tag("ui/charts/times.html")
def time_chart(chart: charts.TimeChart) -> dict[str, Any]:
    return {"chart": chart, "drawing": charts.times(chart)}


@register.inclusion_tag("ui/charts/radar.html")
def radar_chart(chart: radars.RadarChart) -> dict[str, Any]:
    return {"chart": chart, "drawing": radars.radar(chart)}


@register.simple_tag
def any_chart(chart: charts.BarChart | charts.StackedBar | charts.LineChart | radars.RadarChart) -> SafeString:
    """Whichever of those that are also printed."""
    if isinstance(chart, charts.BarChart):
        return render_to_string("ui/charts/bars.html", bar_chart(chart))
    if isinstance(chart, charts.StackedBar):
        return render_to_string("ui/charts/stacked.html", stacked_bar(chart))
    if isinstance(chart, radars.RadarChart):
        return render_to_string("ui/charts/radar.html", radar_chart(chart))
    return render_to_string("ui/charts/lines.html", line_chart(chart))
