from __future__ import annotations

from filrouge.kernel import registry
from filrouge.kernel.registry import SectionPage
from filrouge.modules.sharing import demo, policy

registry.section_pages.add("sharing", SectionPage("aci", "Répartition", "sharing:list", policy.KEEP, 70))
registry.demo_data.add("sharing", demo.STEP)
