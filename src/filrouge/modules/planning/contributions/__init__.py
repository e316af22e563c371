"""What retroplanning gives to the rest of the house, by the question it answers."""

from filrouge.modules.planning.contributions import desk, entrances, labels, portability, preparations, report, search

__all__ = ["desk", "entrances", "labels", "portability", "preparations", "report", "search"]
