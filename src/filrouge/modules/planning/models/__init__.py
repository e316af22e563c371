from filrouge.modules.planning.models.plans import Plan, PlanStep
from filrouge.modules.planning.models.templates import OwnTemplate

__all__ = ["OwnTemplate", "Plan", "PlanStep"]
