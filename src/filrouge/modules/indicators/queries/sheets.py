from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet

from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import people_on
from filrouge.modules.indicators.engine import Period
from filrouge.modules.indicators.enums import LinesBy
from filrouge.modules.indicators.models import CountSheet, Indicator, MethodSheet, Reading
from filrouge.ui.typography import WEEKDAYS, day_month

SUNDAY = 6


def method_of(indicator: Indicator) -> MethodSheet | None:
    return MethodSheet.objects.filter(indicator=indicator).first()


def sheets() -> QuerySet[CountSheet]:
    return CountSheet.objects.select_related("indicator", "indicator__owner", "person")


def sheets_to_enter(person: Person | None = None) -> QuerySet[CountSheet]:
    """Papers that have not come back; of one person, those they hold or whose value they give."""
    found = sheets().filter(entered_on__isnull=True, indicator__archived_on__isnull=True)
    return found.filter(Q(person=person) | Q(indicator__owner=person)) if person else found


def sheet_called(code: str) -> CountSheet | None:
    return sheets().filter(code="".join(code.upper().split())[:8]).first()


def total_back(sheet: CountSheet) -> tuple[Decimal, Decimal] | None:
    """What the sheets of this period that came back add up to."""
    back = CountSheet.objects.filter(indicator=sheet.indicator, first_on=sheet.first_on, entered_on__isnull=False)
    sums = [one.totals for one in back]
    return (sum((n for n, _d in sums), Decimal(0)), sum((d for _n, d in sums), Decimal(0))) if sums else None


def typed_value(sheet: CountSheet) -> Reading | None:
    """The value of this period, when it does not come from the sheets."""
    reading = Reading.objects.filter(indicator=sheet.indicator, first_on=sheet.first_on).first()
    if reading is None or (reading.numerator, reading.denominator or 0) == total_back(sheet):
        return None
    return reading


def lines_of_sheet(period: Period, lines_by: str) -> list[str]:
    """What stands at the head of each line: a day but Sunday, a week, or a professional."""
    if lines_by == LinesBy.PERSON:
        return [person.full_name for person in people_on(period.last)]
    days = [period.first + timedelta(days=rank) for rank in range((period.last - period.first).days + 1)]
    if period.months == 1:
        return [f"{WEEKDAYS[day.weekday()]} {day.day}" for day in days if day.weekday() != SUNDAY]
    return [f"semaine du {day_month(day)}" for day in days if day.weekday() == 0 or day == period.first]
