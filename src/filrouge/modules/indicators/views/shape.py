"""Rows turned into what the pages show. No rule of the trade here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from filrouge.kernel.timeline.models import Entry
from filrouge.modules.indicators import queries
from filrouge.modules.indicators.engine import Level, Point, progress, standing, trend
from filrouge.modules.indicators.models import Dossier, Indicator
from filrouge.modules.indicators.queries import Computed, Line, WholeState
from filrouge.ui.charts import LineChart, Series
from filrouge.ui.typography import FIXED, MONTHS_SHORT, number, percent

PLURALS = {1: "mois", 3: "trimestres", 6: "semestres", 12: "ans"}
COLOURS = {"high": "green", "medium": "blue", "low": "amber", "own": "grey"}


def amount(value: Decimal | float, unit: str) -> str:
    return f"{number(value)}{FIXED}{unit}"


def alert_words(indicator: Indicator, points: Sequence[Point]) -> str:
    """« sous le seuil d’alerte depuis 2 trimestres »; empty when all is well."""
    for_so_long = standing(points, indicator.goal)
    if not for_so_long:
        return ""
    side = "sous le seuil" if indicator.goal.at_least else "au-dessus du seuil"
    since = f"depuis {for_so_long} {PLURALS[indicator.frequency]}" if for_so_long > 1 else "à la dernière valeur"
    return f"{side} d’alerte {since}"


@dataclass(frozen=True, slots=True)
class Row:
    line: Line
    last: str
    alert: str
    target: str
    spark: list[float]


def rows_of(lines: Iterable[Line]) -> list[Row]:
    return [
        Row(
            line,
            amount(line.last.value, line.indicator.unit) if line.last else "",
            alert_words(line.indicator, line.judged),
            target_words(line.indicator),
            [float(point.value) for point in line.points[-12:]],
        )
        for line in lines
    ]


def target_words(indicator: Indicator) -> str:
    if indicator.target is None:
        return ""
    return f"{indicator.sign} {amount(indicator.target, indicator.unit)}"


def chart_of(indicator: Indicator, points: Sequence[Point]) -> LineChart | None:
    """With a gap where a period has no value."""
    if len(points) < 2:
        return None
    by_period = {point.period: float(point.value) for point in points}
    periods, one = [], points[0].period
    while one <= points[-1].period:
        periods.append(one)
        one = one.after
    return LineChart(
        f"{indicator.title} ({indicator.unit})",
        [period.short for period in periods],
        [Series(indicator.title, [by_period.get(period) for period in periods])],
        goal=None if indicator.target is None else float(indicator.target),
        goal_text=f"objectif {target_words(indicator)}",
    )


def summary_of(line: Line) -> dict[str, Any]:
    """What the head of the page of one indicator says."""
    indicator, points = line.indicator, line.points
    way = progress(points, indicator.goal)
    return {
        "last": amount(line.last.value, indicator.unit) if line.last else "–",
        "last_period": _of_period(line) if line.last else "aucune valeur validée",
        "alert": alert_words(indicator, line.judged),
        "trend": trend(points, indicator.unit),
        "target": target_words(indicator),
        "progress": "" if way is None else percent(way),
    }


def _of_period(line: Line) -> str:
    assert line.last is not None
    return f"{line.last.period.label}, en cours" if line.runs else line.last.period.label


def computed_chart(computed: Computed) -> LineChart | None:
    """Month by month with the year before when the months are known, else year by year."""
    years = computed.years[-2:]
    if any(computed.now.months):
        drawn = [Series(str(year), _padded(one.months)) for year, one in years if any(one.months)]
        return LineChart(f"{computed.now.label}, mois par mois", MONTHS_SHORT, drawn)
    if len(computed.years) < 2:
        return None
    return LineChart(
        f"{computed.now.label}, par année",
        [str(year) for year, _one in computed.years],
        [Series(computed.now.label, [one.value for _year, one in computed.years])],
    )


def _padded(months: Sequence[float | None]) -> list[float | None]:
    return [*months, *[None] * (12 - len(months))]


def history(entries: Iterable[Entry], most: int = 12) -> list[dict[str, Any]]:
    return [{"text": one.sentence, "when": one.happened_at, "who": one.actor_name} for one in list(entries)[:most]]


@dataclass(frozen=True, slots=True)
class CycleRow:
    state: WholeState
    level: int
    missing: list[str]  # for the level after
    next_level: int  # 0 once all is there


def cycle_row(state: WholeState) -> CycleRow:
    following = next((level for level in state.levels if not level.is_reached), None)
    return CycleRow(state, state.level, following.missing if following else [], following.number if following else 0)


@dataclass(frozen=True, slots=True)
class LevelCard:
    level: Level
    title: str
    asked: str
    worth: str
    frozen: list[Dossier]

    @property
    def number(self) -> int:
        return self.level.number


def level_cards(state: WholeState) -> list[LevelCard]:
    rule = queries.asked_by_level(state.cycle.last_year)
    found = []
    for level in state.levels:
        title, asked, worth = (rule.text(f"level_{level.number}.{name}") for name in ("title", "asked", "worth"))
        frozen = [one for one in state.dossiers if one.level == level.number]
        found.append(LevelCard(level, title, asked, worth, frozen))
    return found


def level_steps(state: WholeState) -> list[dict[str, str]]:
    """As ``ui/_steps.html`` shows them."""
    rule = queries.asked_by_level(state.cycle.last_year)
    found = []
    for level in state.levels:
        now = "current" if level.number == state.level + 1 else "todo"
        title = rule.text(f"level_{level.number}.title")
        found.append({"label": f"Niveau {level.number}", "state": "done" if level.is_reached else now, "detail": title})
    return found
