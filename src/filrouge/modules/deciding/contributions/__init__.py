"""What deciding gives to the rest of the house, by the question it answers."""

from filrouge.modules.deciding.contributions import entrances, labels, meeting, room, sealed

__all__ = ["entrances", "labels", "meeting", "room", "sealed"]
