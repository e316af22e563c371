from filrouge.kernel.registry import DemoStep
from filrouge.modules.planning.demo.plans import load

STEP = DemoStep(order=75, load=load)

__all__ = ["STEP"]
