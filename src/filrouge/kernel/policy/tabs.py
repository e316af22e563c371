"""Pages that stand side by side, each open to whoever holds its capability."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from filrouge.kernel.policy.capabilities import granted
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.ui.tabs import Tab


def tabs_of_pages(request: TenantRequest, pages: Sequence[tuple[str, str, str]], active: str) -> list[Tab]:
    """``pages``: the name of the address, the label, the capability. One query at most."""
    held = granted(request.membership, {capability for _name, _label, capability in pages})
    slug = request.organisation.slug
    return [
        Tab(label, reverse(name, args=[slug]), name == active)
        for name, label, capability in pages
        if capability in held
    ]
