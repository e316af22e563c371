"""What the direct gives to the rest of the house."""

from filrouge.modules.live import tasks
from filrouge.modules.live.contributions import labels, personal, places

__all__ = ["labels", "personal", "places", "tasks"]
