"""A believable year of meetings for the demonstration teams, made through the services."""

from filrouge.kernel.registry import DemoStep
from filrouge.modules.meetings.demo.year import load

STEP = DemoStep(order=30, load=load)

__all__ = ["STEP"]
