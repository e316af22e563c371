from __future__ import annotations

from filrouge.kernel import registry
from filrouge.kernel.links.labels import Secrecy, link_labels, secret_purposes
from filrouge.kernel.mail.kinds import MailKind, mail_kinds
from filrouge.kernel.registry import ActivityPage, QuickAdd, SectionPage
from filrouge.modules.deciding import demo, notifications, policy, queries, tasks
from filrouge.modules.deciding.views import links

__all__ = ["tasks"]  # importing them puts them on the schedule

for code, label, order in (("list", "Décider", 40), ("techniques", "Techniques", 45)):
    registry.section_pages.add(
        f"deciding.{code}", SectionPage("meetings", label, f"deciding:{code}", policy.VIEW, order)
    )

registry.quick_adds.add(
    "deciding.proposal", QuickAdd("Une proposition à l’équipe", "deciding:proposal_create", "checks", policy.RUN, 30)
)

link_labels.add(notifications.PROPOSAL, "avis sur une proposition")
secret_purposes.add(notifications.PROPOSAL, Secrecy("vote secret", queries.secret_voters))
mail_kinds.add(notifications.PROPOSAL, MailKind("proposition", still_asks=queries.still_asks))
mail_kinds.add(notifications.REMINDER, MailKind("rappel d’une proposition", still_asks=queries.still_asks))
for purpose, page in links.PAGES.items():
    registry.link_pages.add(purpose, page)
registry.demo_data.add("deciding", demo.STEP)

for _page in (
    ActivityPage("B1-17", "Techniques d’animation", "deciding:techniques"),
    ActivityPage("B1-23", "Idées, votes et séquences", "deciding:list"),
    ActivityPage("B5-04", "Propositions et avis de chacun", "deciding:list"),
    ActivityPage("B5-08", "Idées classées par points", "deciding:list"),
    ActivityPage("B5-10", "Techniques pour animer un groupe", "deciding:techniques"),
):
    registry.activity_pages.add(f"deciding.{_page.activity}", _page)
