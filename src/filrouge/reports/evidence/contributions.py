from __future__ import annotations

from filrouge.kernel import registry
from filrouge.kernel.registry import ActivityPage, NavEntry
from filrouge.reports.evidence import policy

registry.navigation.add("evidence", NavEntry("aci", "Preuves", "evidence:list", "certificate", policy.VIEW))

for _page in (ActivityPage("B3-10", "Preuves", "evidence:list"),):
    registry.activity_pages.add(f"evidence.{_page.activity}", _page)
