"""A team that looks for dates: one poll open, one closed, a series, and the plan of next year."""

from filrouge.kernel.registry import DemoStep
from filrouge.modules.scheduling.demo.dates import load

STEP = DemoStep(order=35, load=load)

__all__ = ["STEP"]
