from __future__ import annotations

from filrouge.kernel import registry
from filrouge.kernel.registry import ActivityPage, SectionPage
from filrouge.reports.evidence import policy

registry.section_pages.add("evidence", SectionPage("aci", "Preuves", "evidence:list", policy.VIEW, 30))

for _page in (ActivityPage("B3-10", "Preuves", "evidence:list"),):
    registry.activity_pages.add(f"evidence.{_page.activity}", _page)
