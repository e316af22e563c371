from __future__ import annotations

from filrouge.kernel.mail import policy
from filrouge.kernel.policy.tabs import tabs_of_pages
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.ui.tabs import Tab

PAGES = (
    ("mail:list", "Messages", policy.VIEW),
    ("mail:held", "Retenus", policy.VIEW),
    ("mail:rules", "Règles", policy.RULES),
)


def tabs(request: TenantRequest, active: str) -> list[Tab]:
    return tabs_of_pages(request, PAGES, f"mail:{active}")
