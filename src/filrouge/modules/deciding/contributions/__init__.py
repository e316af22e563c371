"""What deciding gives to the rest of the house, by the question it answers."""

from filrouge.modules.deciding.contributions import desk, entrances, labels, meeting, room, sealed

__all__ = ["desk", "entrances", "labels", "meeting", "room", "sealed"]
