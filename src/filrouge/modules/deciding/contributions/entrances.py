from __future__ import annotations

from filrouge.kernel import registry
from filrouge.kernel.registry import SectionPage
from filrouge.modules.deciding import policy

registry.section_pages.add("deciding.list", SectionPage("meetings", "Décider", "deciding:list", policy.VIEW, 40))
