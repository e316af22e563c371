from __future__ import annotations

from filrouge.kernel import registry
from filrouge.kernel.links.labels import link_labels
from filrouge.kernel.mail.kinds import MailKind, mail_kinds
from filrouge.kernel.registry import ActivityPage, SectionPage
from filrouge.modules.meetings import policy
from filrouge.modules.scheduling import demo, notifications, queries
from filrouge.modules.scheduling.views import links

for purpose, page in links.PAGES.items():
    registry.link_pages.add(purpose, page)


link_labels.add(notifications.POLL, "réponse à un sondage de dates")


mail_kinds.add(notifications.POLL, MailKind("sondage de dates", still_asks=queries.still_asks))


mail_kinds.add(notifications.REMINDER, MailKind("rappel d’un sondage", still_asks=queries.still_asks))


mail_kinds.add(notifications.COMPLETE, MailKind("sondage complet", may_be_refused=False))


registry.section_pages.add(
    "scheduling.polls", SectionPage("meetings", "Sondages de dates", "scheduling:polls", policy.VIEW, 40)
)


registry.section_pages.add(
    "scheduling.series", SectionPage("meetings", "Réunions régulières", "scheduling:series_list", policy.VIEW, 30)
)


registry.section_pages.add(
    "scheduling.year", SectionPage("meetings", "L’année", "scheduling:this_year", policy.VIEW, 25)
)


registry.demo_data.add("scheduling", demo.STEP)

for _page in (ActivityPage("B1-01", "L’année", "scheduling:this_year"),):
    registry.activity_pages.add(f"scheduling.{_page.activity}", _page)
