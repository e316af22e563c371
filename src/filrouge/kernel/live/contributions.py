"""Importing the jobs is enough to put them on the schedule."""

from filrouge.kernel.live import tasks

__all__ = ["tasks"]
