"""What the calendar shows: the events of every room, and the days they fall on."""

from filrouge.reports.calendar.queries.events import OTHER, Entry, Kind, entries_between, kinds
from filrouge.reports.calendar.queries.health_days import HealthDay, health_days
from filrouge.reports.calendar.queries.periods import EARLIEST, LATEST, Period, period_of

__all__ = [
    "EARLIEST",
    "LATEST",
    "OTHER",
    "Entry",
    "HealthDay",
    "Kind",
    "Period",
    "entries_between",
    "health_days",
    "kinds",
    "period_of",
]
