"""Who may do what: capabilities declared once, granted by roles or by a delegation in force."""

from filrouge.kernel.policy.capabilities import (
    Capability,
    can,
    capabilities,
    declare,
    delegable,
    granted,
    label_of,
    require,
)

__all__ = ["Capability", "can", "capabilities", "declare", "delegable", "granted", "label_of", "require"]
