from __future__ import annotations

from filrouge.kernel import registry
from filrouge.kernel.links.labels import Secrecy, link_labels, secret_purposes
from filrouge.kernel.mail.kinds import MailKind, mail_kinds
from filrouge.kernel.registry import ActivityPage, SectionPage
from filrouge.modules.maturity import demo, notifications, policy, queries, tasks
from filrouge.modules.maturity.views import links

__all__ = ["tasks"]  # importing them puts them on the schedule

registry.section_pages.add("maturity", SectionPage("aci", "Maturité", "maturity:list", policy.VIEW, 50))

registry.demo_data.add("maturity", demo.STEP)

link_labels.add(notifications.INVITATION, "réponse à un tour de maturité")
secret_purposes.add(notifications.INVITATION, Secrecy("réponse secrète"))
mail_kinds.add(notifications.INVITATION, MailKind("tour de maturité", still_asks=queries.still_asks))
mail_kinds.add(notifications.REMINDER, MailKind("rappel d’un tour de maturité", still_asks=queries.still_asks))
for purpose, page in links.PAGES.items():
    registry.link_pages.add(purpose, page)

for _page in (ActivityPage("B1-19", "Maturité de l’équipe", "maturity:list"),):
    registry.activity_pages.add(f"maturity.{_page.activity}", _page)
