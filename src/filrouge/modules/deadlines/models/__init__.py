from filrouge.modules.deadlines.models.dues import Contract, Control, Due
from filrouge.modules.deadlines.models.obligations import Obligation, Profile

__all__ = ["Contract", "Control", "Due", "Obligation", "Profile"]
