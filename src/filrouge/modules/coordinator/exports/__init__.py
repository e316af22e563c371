"""What leaves as a file."""

from filrouge.modules.coordinator.exports.time import time_sheet

__all__ = ["time_sheet"]
