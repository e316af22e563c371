"""What scheduling gives to the rest of the house, by the question it answers."""

from filrouge.modules.scheduling import tasks
from filrouge.modules.scheduling.contributions import desk, digest, entrances, labels, panels, personal, sealed

__all__ = ["desk", "digest", "entrances", "labels", "panels", "personal", "sealed", "tasks"]
