from __future__ import annotations

from filrouge.kernel import registry
from filrouge.kernel.registry import ActivityPage, SectionPage
from filrouge.modules.maturity import policy

registry.section_pages.add("maturity", SectionPage("aci", "Maturité", "maturity:dimensions", policy.VIEW, 50))

for _page in (ActivityPage("B1-19", "Maturité de l’équipe", "maturity:dimensions"),):
    registry.activity_pages.add(f"maturity.{_page.activity}", _page)
