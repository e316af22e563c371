from __future__ import annotations

from filrouge.kernel import registry
from filrouge.kernel.registry import ActivityPage, QuickAdd, SectionPage
from filrouge.modules.planning import demo, policy

registry.section_pages.add("planning", SectionPage("calendar", "Rétroplannings", "planning:list", policy.VIEW, 20))
registry.quick_adds.add("planning", QuickAdd("Un rétroplanning", "planning:new", "target-arrow", policy.KEEP, 45))
registry.demo_data.add("planning", demo.STEP)
registry.activity_pages.add("planning", ActivityPage("B2-05", "Rétroplannings", "planning:list", policy.VIEW))
