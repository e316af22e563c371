from __future__ import annotations

from filrouge.kernel import registry
from filrouge.kernel.registry import ActivityPage, SectionPage
from filrouge.modules.indicators import policy

registry.section_pages.add("indicators", SectionPage("aci", "Indicateurs", "indicators:list", policy.VIEW, 40))

for _page in (ActivityPage("B2-09", "Indicateurs", "indicators:list"),):
    registry.activity_pages.add(f"indicators.{_page.activity}", _page)
