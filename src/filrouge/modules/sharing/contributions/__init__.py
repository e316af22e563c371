"""What sharing gives to the rest of the house, by the question it answers."""

from filrouge.modules.sharing.contributions import entrances, labels, personal, portability

__all__ = ["entrances", "labels", "personal", "portability"]
