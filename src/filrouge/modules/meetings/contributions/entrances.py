from __future__ import annotations

from filrouge.kernel import registry
from filrouge.kernel.links.labels import link_labels
from filrouge.kernel.mail.kinds import mail_kinds
from filrouge.kernel.registry import NavEntry, QuickAdd
from filrouge.modules.meetings import demo, notifications, policy, services
from filrouge.modules.meetings.views import links

registry.navigation.add("meetings", NavEntry("meetings", "Réunions", "meetings:list", "calendar-event", policy.VIEW))


registry.quick_adds.add("meetings", QuickAdd("Une réunion", "meetings:create", "calendar-plus", policy.PLAN, 10))


registry.demo_data.add("meetings", demo.STEP)


registry.founding.add("meetings", lambda membership: services.install_types(by=membership))


link_labels.add(notifications.INVITATION, "réponse à une convocation")


link_labels.add(notifications.REVIEW, "avis sur un compte rendu")


for purpose, page in links.PAGES.items():
    registry.link_pages.add(purpose, page)


mail_kinds.add(notifications.INVITATION, "convocation")


mail_kinds.add(notifications.REVIEW, "compte rendu à relire")
