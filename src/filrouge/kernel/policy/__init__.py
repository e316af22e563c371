"""Who may do what: capabilities declared once, granted by roles or by a delegation in force."""

from filrouge.kernel.policy.capabilities import Capability, capabilities, can, declare, require

__all__ = ["Capability", "can", "capabilities", "declare", "require"]
