from filrouge.kernel.people.demo.team import STEP

__all__ = ["STEP"]
