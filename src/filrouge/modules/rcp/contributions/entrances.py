from __future__ import annotations

from filrouge.kernel import registry
from filrouge.kernel.links.labels import link_labels
from filrouge.kernel.mail.kinds import MailKind, mail_kinds
from filrouge.kernel.registry import ActivityPage, QuickAdd, SectionPage
from filrouge.modules.meetings.panels import meeting_panels
from filrouge.modules.rcp import demo, notifications, policy
from filrouge.modules.rcp.views import links, panel

meeting_panels.add("rcp", panel.panels)

registry.section_pages.add("rcp", SectionPage("meetings", "RCP", "rcp:home", policy.VIEW, 30))

registry.demo_data.add("rcp", demo.STEP)

registry.quick_adds.add("rcp", QuickAdd("Une concertation à deux", "rcp:entry", "stethoscope", policy.NOTE, 15))

link_labels.add(notifications.ENTRY, "noter une concertation à deux")

mail_kinds.add(notifications.ENTRY, MailKind("lien pour noter une concertation"))

for purpose, page in links.PAGES.items():
    registry.link_pages.add(purpose, page)

for _page in (ActivityPage("B1-05", "RCP et situations", "rcp:home", policy.VIEW),):
    registry.activity_pages.add(f"rcp.{_page.activity}", _page)
