"""What the calendar shows: the events of every room, and the days they fall on."""

from filrouge.reports.calendar.queries.events import OTHER, OTHERS, Entry, Kind, entries_between, kinds
from filrouge.reports.calendar.queries.feeds import FEED, account_of, entries_followed, followable, links_of
from filrouge.reports.calendar.queries.health_days import HealthDay, health_days
from filrouge.reports.calendar.queries.periods import EARLIEST, LATEST, Period, period_of
from filrouge.reports.calendar.queries.wall import entries_for_all

__all__ = [
    "EARLIEST",
    "FEED",
    "LATEST",
    "OTHER",
    "OTHERS",
    "Entry",
    "HealthDay",
    "Kind",
    "Period",
    "account_of",
    "entries_between",
    "entries_followed",
    "entries_for_all",
    "followable",
    "health_days",
    "kinds",
    "links_of",
    "period_of",
]
