"""A quality cycle with everything it holds, and the level it has reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
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
    cycle: Cycle
    actions: Sequence[Task]
    measures: Sequence[Measure]
    dossiers: Sequence[Dossier]

    @property
    def held(self) -> Held:
        cycle = self.cycle
        return Held(
            referent=cycle.referent_id is not None,
            appointed=cycle.appointed_on is not None,
            diagnosis=bool(cycle.diagnosis),
            objective=bool(cycle.objective),
            actions=len(self.actions),
            actions_ready=sum(1 for task in self.actions if task.owner_id and task.due_on),
            indicators=len(self.measures),
            measured=sum(measure.is_whole for measure in self.measures),
            results=bool(cycle.results),
            revised=bool(cycle.revised_plan),
            reason=bool(cycle.theme_reason),
        )

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


def states_of(found: Iterable[Cycle]) -> list[State]:
    """With their actions, in a constant number of queries."""
    rows = list(found)
    actions: dict[object, list[Task]] = {}
    tasks = Task.objects.filter(origin_kind=Cycle._meta.label_lower, origin_id__in=[row.pk for row in rows])
    for task in tasks.exclude(status=TaskStatus.DROPPED).select_related("owner").order_by("due_on", "pk"):
        actions.setdefault(task.origin_id, []).append(task)
    measures = {row.pk: [_measure(row, link.indicator) for link in row.links.all()] for row in rows}
    return [State(row, actions.get(row.pk, []), measures[row.pk], list(row.dossiers.all())) for row in rows]


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


def state_of(cycle: Cycle) -> State:
    return states_of([cycle])[0]


@told_by_year
def states_in(years: Sequence[int]) -> dict[int, tuple[State, ...]]:
    """Of the cycles that are in these civil years."""
    found = states_of(cycles().filter(first_year__lte=max(years), last_year__gte=min(years)))
    return {
        year: tuple(state for state in found if state.cycle.first_year <= year <= state.cycle.last_year)
        for year in years
    }


def level_of_year(year: int) -> int | None:
    """The highest level of the cycles of that year, as the ACI counts it; None without any."""
    today = timezone.localdate()
    return max((state.level_in(year, today) for state in states_in(year)), default=None)


def may_be_linked(cycle: Cycle) -> QuerySet[Indicator]:
    linked = [link.indicator_id for link in cycle.links.all()]
    return Indicator.objects.filter(archived_on__isnull=True).exclude(pk__in=linked)
