"""What meetings give to the rest of the house, by the question it answers."""

from filrouge.modules.meetings import tasks
from filrouge.modules.meetings.contributions import (
    desk,
    digest,
    entrances,
    labels,
    people,
    personal,
    places,
    proof,
    proposals,
    report,
    sealed,
    search,
    work_done,
    writing,
)

__all__ = [
    "desk",
    "digest",
    "entrances",
    "labels",
    "people",
    "personal",
    "places",
    "proof",
    "proposals",
    "report",
    "sealed",
    "search",
    "tasks",
    "work_done",
    "writing",
]
