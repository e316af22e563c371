from filrouge.kernel.registry import DemoStep
from filrouge.modules.deadlines.demo.teams import load

STEP = DemoStep(order=45, load=load)

__all__ = ["STEP"]
