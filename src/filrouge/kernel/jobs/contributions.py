"""Importing the jobs is enough to put them on the schedule."""

from filrouge.kernel.jobs import housekeeping

__all__ = ["housekeeping"]
