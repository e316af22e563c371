"""What deciding gives to the rest of the house, by the question it answers."""

from filrouge.modules.deciding.contributions import (
    desk,
    digest,
    entrances,
    ideas,
    labels,
    meeting,
    personal,
    report,
    room,
    sealed,
    search,
)

__all__ = [
    "desk",
    "digest",
    "entrances",
    "ideas",
    "labels",
    "meeting",
    "personal",
    "report",
    "room",
    "sealed",
    "search",
]
