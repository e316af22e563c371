"""What the coordination gives to the rest of the house, by the question it answers."""

from filrouge.modules.coordinator.contributions import entrances, labels, personal, portability, sealed

__all__ = ["entrances", "labels", "personal", "portability", "sealed"]
