from __future__ import annotations

from filrouge.kernel import registry
from filrouge.kernel.registry import QuickAdd, SectionPage
from filrouge.modules.deadlines import demo, policy

registry.section_pages.add("deadlines", SectionPage("calendar", "Échéances", "deadlines:list", policy.VIEW, 40))
registry.section_pages.add(
    "deadlines.controls", SectionPage("calendar", "Contrôles", "deadlines:controls", policy.VIEW, 45)
)
registry.section_pages.add(
    "deadlines.contracts", SectionPage("calendar", "Contrats", "deadlines:contracts", policy.VIEW, 50)
)
registry.section_pages.add("deadlines.rules", SectionPage("calendar", "Règles", "deadlines:rules", policy.VIEW, 55))
registry.section_pages.add(
    "deadlines.profile", SectionPage("calendar", "Notre situation", "deadlines:profile", policy.KEEP, 60)
)
registry.quick_adds.add("deadlines", QuickAdd("Une échéance", "deadlines:own_add", "calendar-due", policy.KEEP, 40))
registry.demo_data.add("deadlines", demo.STEP)
