from __future__ import annotations

from filrouge.kernel import registry
from filrouge.kernel.registry import ActivityPage, NavEntry, SectionPage
from filrouge.modules.aci import demo, policy
from filrouge.modules.aci.demo import declaration, owners

registry.navigation.add("aci", NavEntry("aci", "ACI", "aci:year", "coin-euro", policy.VIEW, 40))
registry.section_pages.add("aci", SectionPage("aci", "Année", "aci:year", policy.VIEW, 10))
registry.section_pages.add("aci.planner", SectionPage("aci", "Et maintenant ?", "aci:planner", policy.VIEW, 15))
registry.section_pages.add("aci.declaration", SectionPage("aci", "Déclaration", "aci:declaration", policy.VIEW, 20))
registry.demo_data.add("aci", demo.STEP)
registry.demo_data.add("aci.declaration", declaration.STEP)
registry.demo_data.add("aci.owners", owners.STEP)

registry.activity_pages.add("aci.B3-09", ActivityPage("B3-09", "ACI de l’année", "aci:year", policy.VIEW))
registry.activity_pages.add("aci.declaration", ActivityPage("B3-09", "Déclaration", "aci:declaration", policy.VIEW))
