from __future__ import annotations

from filrouge.kernel import registry
from filrouge.kernel.registry import SectionPage
from filrouge.modules.meetings.panels import meeting_panels
from filrouge.modules.rcp import demo, policy
from filrouge.modules.rcp.views import panel

meeting_panels.add("rcp", panel.panels)

registry.section_pages.add("rcp", SectionPage("meetings", "RCP", "rcp:home", policy.VIEW, 30))

registry.demo_data.add("rcp", demo.STEP)
