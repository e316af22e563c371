from __future__ import annotations

from filrouge.kernel import registry
from filrouge.kernel.registry import SectionPage
from filrouge.modules.deciding import policy

for code, label, order in (("list", "Décider", 40), ("techniques", "Techniques", 45)):
    registry.section_pages.add(
        f"deciding.{code}", SectionPage("meetings", label, f"deciding:{code}", policy.VIEW, order)
    )
