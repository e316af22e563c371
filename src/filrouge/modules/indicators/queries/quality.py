"""A quality cycle with everything it holds, and the level it has reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from filrouge.kernel.reading import told_by_year
from filrouge.kernel.rules.queries import Rule, load
from filrouge.kernel.work.enums import TaskStatus
from filrouge.kernel.work.models import Task
from filrouge.modules.indicators.engine import Held, Level, Point, level_of, levels_of
from filrouge.modules.indicators.models import Cycle, CycleIndicator, Dossier, Indicator, Reading
from filrouge.modules.indicators.queries.series import points_of, readings_of


@dataclass(frozen=True, slots=True)
class Measure:
    """One indicator of a cycle: its value at the start and at the end."""

    indicator: Indicator
    points: Sequence[Point]
    before: Point | None
    after: Point | None

    @property
    def is_whole(self) -> bool:
        return self.before is not None and self.after is not None


@dataclass(frozen=True, slots=True)
class State:
    """Where a cycle stands."""

    cycle: Cycle
    held: Held
    measures: Sequence[Measure]

    @property
    def dossiers(self) -> list[Dossier]:
        return list(self.cycle.dossiers.all())

    @property
    def levels(self) -> list[Level]:
        return levels_of(self.held)

    @property
    def level(self) -> int:
        return level_of(self.held)

    def level_in(self, year: int, today: date) -> int:
        """What was frozen for that year; for the one that runs and the one still to declare, what is there."""
        frozen = max((dossier.level for dossier in self.dossiers if dossier.year == year), default=0)
        return max(frozen, self.level if year >= today.year - 1 and self.cycle.is_running else 0)


@dataclass(frozen=True, slots=True)
class WholeState(State):
    """With its actions, one by one."""

    actions: Sequence[Task]


def asked_by_level(year: int) -> Rule:
    """What each level asks and what it is worth, in words."""
    return load("indicators", "quality").at(date(year, 12, 31))


def cycles() -> QuerySet[Cycle]:
    linked = CycleIndicator.objects.select_related("indicator", "indicator__owner")
    readings = Prefetch("indicator__readings", Reading.objects.all())
    return Cycle.objects.select_related("referent").prefetch_related(
        Prefetch("links", linked.prefetch_related(readings)),
        Prefetch("dossiers", Dossier.objects.select_related("file")),
    )


def states_of(found: Iterable[Cycle]) -> list[WholeState]:
    """With their actions, in a constant number of queries."""
    rows = list(found)
    actions: dict[object, list[Task]] = {}
    tasks = _actions(origin_id__in=[row.pk for row in rows])
    for task in tasks.select_related("owner").order_by("due_on", "pk"):
        actions.setdefault(task.origin_id, []).append(task)
    return [_whole(row, actions.get(row.pk, [])) for row in rows]


def _whole(cycle: Cycle, actions: Sequence[Task]) -> WholeState:
    measures = _measures(cycle)
    ready = sum(1 for task in actions if task.owner_id and task.due_on)
    return WholeState(cycle, _held(cycle, measures, len(actions), ready), measures, actions)


def _actions(**filters: Any) -> QuerySet[Task]:
    return Task.objects.filter(origin_kind=Cycle._meta.label_lower, **filters).exclude(status=TaskStatus.DROPPED)


def _held(cycle: Cycle, measures: Sequence[Measure], actions: int, ready: int) -> Held:
    return Held(
        referent=cycle.referent_id is not None,
        appointed=cycle.appointed_on is not None,
        diagnosis=bool(cycle.diagnosis),
        objective=bool(cycle.objective),
        actions=actions,
        actions_ready=ready,
        indicators=len(measures),
        measured=sum(measure.is_whole for measure in measures),
        results=bool(cycle.results),
        revised=bool(cycle.revised_plan),
        reason=bool(cycle.theme_reason),
    )


def _measures(cycle: Cycle) -> list[Measure]:
    return [_measure(cycle, link.indicator) for link in cycle.links.all()]


def _measure(cycle: Cycle, indicator: Indicator) -> Measure:
    """The value known at the start: of the period that holds the day, or the nearest after; at the end, the last."""
    points = points_of(readings_of(indicator))
    since = [point for point in points if point.period.last >= cycle.first_day]
    before = since[0] if since else None
    until = [point for point in points if point.period.first <= cycle.last_day]
    after = until[-1] if until else None
    if before is None or after is None or after.period <= before.period:
        after = None
    return Measure(indicator, points, before, after)


def state_of(cycle: Cycle) -> WholeState:
    return states_of([cycle])[0]


@told_by_year
def states_in(years: Sequence[int]) -> dict[int, tuple[State, ...]]:
    """Of the cycles that are in these civil years; their actions are only counted."""
    actions = _actions(origin_id=OuterRef("pk")).order_by().values("origin_id")
    ready = actions.filter(owner__isnull=False, due_on__isnull=False)
    found = cycles().filter(first_year__lte=max(years), last_year__gte=min(years))
    rows = found.annotate(actions=_number_of(actions), ready=_number_of(ready))
    states = [_counted(row) for row in rows]
    return {
        year: tuple(state for state in states if state.cycle.first_year <= year <= state.cycle.last_year)
        for year in years
    }


def _number_of(actions: QuerySet[Task, Any]) -> Coalesce:
    return Coalesce(Subquery(actions.annotate(number=Count("pk")).values("number")), 0)


def _counted(cycle: Any) -> State:
    measures = _measures(cycle)
    return State(cycle, _held(cycle, measures, cycle.actions, cycle.ready), measures)


def level_of_year(year: int) -> int | None:
    """The highest level of the cycles of that year, as the ACI counts it; None without any."""
    today = timezone.localdate()
    return max((state.level_in(year, today) for state in states_in(year)), default=None)


def may_be_linked(cycle: Cycle) -> QuerySet[Indicator]:
    linked = [link.indicator_id for link in cycle.links.all()]
    return Indicator.objects.filter(archived_on__isnull=True).exclude(pk__in=linked)
