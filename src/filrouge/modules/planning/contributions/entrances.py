from __future__ import annotations

from filrouge.kernel import registry
from filrouge.kernel.registry import ActivityPage, NavEntry, QuickAdd, SectionPage
from filrouge.modules.planning import demo, policy

registry.navigation.add(
    "planning", NavEntry("calendar", "Rétroplannings", "planning:list", "target-arrow", policy.VIEW, 60)
)
registry.section_pages.add("planning", SectionPage("calendar", "Rétroplannings", "planning:list", policy.VIEW, 60))
registry.quick_adds.add("planning", QuickAdd("Un rétroplanning", "planning:new", "target-arrow", policy.KEEP, 45))
registry.demo_data.add("planning", demo.STEP)
registry.activity_pages.add("planning", ActivityPage("B2-05", "Rétroplannings", "planning:list"))
