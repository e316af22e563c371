from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from filrouge.kernel.policy import policy
from filrouge.kernel.policy.tabs import tabs_of_pages
from filrouge.kernel.registry import settings_pages
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.ui.tabs import Tab

TABS = (
    ("organisation", "Organisation", policy.SETTINGS),
    ("sites", "Sites", policy.SETTINGS),
    ("legal_entities", "Entités juridiques", policy.SETTINGS),
    ("members", "Accès", policy.MEMBERS),
    ("delegations", "Délégations", policy.MEMBERS),
    ("history", "Historique", policy.HISTORY),
)


def tabs(request: TenantRequest, active: str) -> list[Tab]:
    given = sorted(settings_pages.values(), key=lambda page: (page.order, page.label))
    rows = [(f"settings:{name}", label, capability) for name, label, capability in TABS]
    rows += [(page.url_name, page.label, page.capability) for page in given]
    return tabs_of_pages(request, rows, f"settings:{active}")


def page(
    request: TenantRequest, template: str, tab: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    return render(request, template, {"tabs": tabs(request, tab), **(context or {})}, status=status)
