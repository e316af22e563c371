"""What the calendar shows: the events of every room, and the days they fall on."""

from filrouge.reports.calendar.queries.events import OTHER, Entry, Kind, entries_between, kinds
from filrouge.reports.calendar.queries.health_days import HealthDay, health_days
from filrouge.reports.calendar.queries.periods import EARLIEST, LATEST, Period, period_of
from filrouge.reports.calendar.queries.wall import entries_for_all

__all__ = [
    "EARLIEST",
    "LATEST",
    "OTHER",
    "Entry",
    "HealthDay",
    "Kind",
    "Period",
    "entries_between",
    "entries_for_all",
    "health_days",
    "kinds",
    "period_of",
]
