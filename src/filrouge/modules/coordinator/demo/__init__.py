"""A believable quarter of the coordination for the demonstration teams, made through the services."""

from filrouge.kernel.registry import DemoStep
from filrouge.modules.coordinator.demo.time import load

STEP = DemoStep(order=70, load=load)

__all__ = ["STEP"]
