from __future__ import annotations

from filrouge.kernel import registry
from filrouge.kernel.links.labels import link_labels
from filrouge.kernel.mail.kinds import MailKind, mail_kinds
from filrouge.kernel.registry import ActivityPage, SectionPage
from filrouge.modules.indicators import demo, notifications, policy, tasks
from filrouge.modules.indicators.views import links

__all__ = ["tasks"]  # importing them puts them on the schedule

registry.section_pages.add("indicators", SectionPage("aci", "Indicateurs", "indicators:list", policy.VIEW, 40))
registry.section_pages.add("indicators.quality", SectionPage("aci", "Qualité", "indicators:quality", policy.VIEW, 45))

for _page in (
    ActivityPage("B2-09", "Indicateurs", "indicators:list", policy.VIEW),
    ActivityPage("B2-10", "Feuilles de comptage", "indicators:sheets", policy.VIEW),
):
    registry.activity_pages.add(f"indicators.{_page.activity}", _page)
registry.activity_pages.add(
    "indicators.quality", ActivityPage("B2-09", "Démarche qualité", "indicators:quality", policy.VIEW)
)

mail_kinds.add(notifications.VALUES, MailKind("valeur d’un indicateur à donner", still_asks=notifications.still_owes))
mail_kinds.add(notifications.AGAIN, MailKind("valeur d’un indicateur à revoir"))
for purpose, page in links.PAGES.items():
    registry.link_pages.add(purpose, page)
    link_labels.add(purpose, "valeurs des indicateurs")

registry.demo_data.add("indicators", demo.STEP)
