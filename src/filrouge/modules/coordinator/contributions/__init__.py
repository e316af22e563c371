"""What the coordination gives to the rest of the house, by the question it answers."""

from filrouge.modules.coordinator.contributions import (
    days,
    entrances,
    labels,
    personal,
    portability,
    report,
    sealed,
    search,
    spent,
)

__all__ = ["days", "entrances", "labels", "personal", "portability", "report", "sealed", "search", "spent"]
