from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from filrouge.kernel.people.models import Person
from filrouge.modules.indicators.engine import Point
from filrouge.modules.indicators.enums import ReadingState
from filrouge.modules.indicators.models import Indicator, Reading


def readings_of(indicator: Indicator) -> list[Reading]:
    """Oldest first, those that wait included."""
    found = list(indicator.readings.all())
    for one in found:
        one.indicator = indicator
    return found


def points_of(readings: Iterable[Reading]) -> list[Point]:
    """What counts: the values that are validated."""
    return [Point(one.period, one.value) for one in readings if one.is_valid]


def lately_given(person: Person, most: int = 4) -> list[Reading]:
    """By this person or for them, latest first."""
    mine = Reading.objects.filter(indicator__owner=person, indicator__archived_on__isnull=True)
    return list(mine.select_related("indicator").order_by("-given_on", "-first_on", "pk")[:most])


def to_validate() -> QuerySet[Reading]:
    """Given by link, oldest first."""
    waiting = Reading.objects.filter(state=ReadingState.WAITING, indicator__archived_on__isnull=True)
    return waiting.select_related("indicator", "indicator__owner").order_by("given_on", "pk")
