"""What the coordination keeps of its own work."""

from filrouge.modules.coordinator.models.time import IgnoredWork, TimeEntry

__all__ = ["IgnoredWork", "TimeEntry"]
