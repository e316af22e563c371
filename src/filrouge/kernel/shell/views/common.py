from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from filrouge.kernel.policy import granted, policy
from filrouge.kernel.registry import settings_pages
from filrouge.kernel.shell.context import address
from filrouge.kernel.tenancy.http import TenantRequest

TABS = (
    ("organisation", "Organisation", policy.SETTINGS),
    ("sites", "Sites", policy.SETTINGS),
    ("legal_entities", "Entités juridiques", policy.SETTINGS),
    ("members", "Accès", policy.MEMBERS),
    ("delegations", "Délégations", policy.MEMBERS),
    ("history", "Historique", policy.HISTORY),
)


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    active: bool
    count: int = 0


def tabs(request: TenantRequest, active: str) -> list[Tab]:
    given = sorted(settings_pages.values(), key=lambda page: (page.order, page.label))
    rows = [(f"settings:{name}", label, capability) for name, label, capability in TABS]
    rows += [(page.url_name, page.label, page.capability) for page in given]
    held = granted(request.membership, {capability for _name, _label, capability in rows})
    slug, here = request.organisation.slug, f"settings:{active}"
    return [Tab(label, address(name, slug), name == here) for name, label, capability in rows if capability in held]


def page(
    request: TenantRequest, template: str, tab: str, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    return render(request, template, {"tabs": tabs(request, tab), **(context or {})}, status=status)
