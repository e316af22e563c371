from __future__ import annotations

from filrouge.kernel import registry
from filrouge.kernel.links.feeds import calendar_feeds
from filrouge.kernel.links.labels import link_labels
from filrouge.kernel.mail.enums import Urgency
from filrouge.kernel.mail.kinds import MailKind, mail_kinds
from filrouge.kernel.mail.replies import calendar_replies
from filrouge.kernel.registry import ActivityPage, NavEntry, QuickAdd, SectionPage
from filrouge.modules.meetings import demo, notifications, policy, queries, services
from filrouge.modules.meetings.models.meeting import EVENT_KIND
from filrouge.modules.meetings.views import feeds, links

registry.navigation.add("meetings", NavEntry("meetings", "Réunions", "meetings:list", "calendar-event", policy.VIEW))


for code, label, url_name, order in (
    ("list", "Réunions", "meetings:list", 10),
    ("points", "Points en attente", "meetings:points", 15),
    ("decisions", "Décisions", "meetings:decisions", 20),
    ("numbers", "Chiffres", "meetings:numbers", 70),
    ("calendars", "Agendas à suivre", "meetings:calendars", 90),
):
    registry.section_pages.add(f"meetings.{code}", SectionPage("meetings", label, url_name, policy.VIEW, order))
registry.section_pages.add("meetings.hours", SectionPage("meetings", "Heures", "meetings:hours", policy.OWN_HOURS, 75))
registry.navigation.add(
    "meetings.hours", NavEntry("management", "Heures de réunion", "meetings:hours", "clock", policy.HOURS_ALONE)
)
TYPES = SectionPage("meetings", "Types", "meetings:types", policy.TYPES, 95)
registry.section_pages.add("meetings.types", TYPES)
registry.settings_pages.add(
    "meetings.types", SectionPage("settings", "Types de réunion", "meetings:types", policy.TYPES)
)
registry.settings_pages.add(
    "meetings.hours_rules", SectionPage("settings", "Heures de réunion", "meetings:hours_rules", policy.HOURS_RULES)
)
registry.quick_adds.add("meetings", QuickAdd("Une réunion", "meetings:create", "calendar-plus", policy.PLAN, 10))


registry.quick_adds.add("meetings.point", QuickAdd("Un point", "meetings:points", "list-details", policy.PROPOSE, 15))
registry.quick_adds.add("meetings.sheet", QuickAdd("Une feuille signée", "meetings:sheets", "photo", policy.HOLD, 30))


registry.demo_data.add("meetings", demo.STEP)


registry.founding.add("meetings", lambda membership: services.install_types(by=membership))


link_labels.add(notifications.INVITATION, "réponse à une convocation")


link_labels.add(notifications.FEED, "agenda à suivre")
link_labels.add(notifications.MINUTES, "compte rendu à lire")
link_labels.add(notifications.HOURS, "ses heures de réunion")
link_labels.add(notifications.REVIEW, "avis sur un compte rendu")
link_labels.add(notifications.PRESENCE, "présence à une réunion passée")


for purpose, page in links.PAGES.items():
    registry.link_pages.add(purpose, page)


mail_kinds.add(notifications.INVITATION, MailKind("convocation", Urgency.LEGAL))


mail_kinds.add(notifications.FEED, MailKind("agenda à suivre"))
mail_kinds.add(notifications.MINUTES, MailKind("compte rendu diffusé"))
mail_kinds.add(notifications.HOURS, MailKind("heures de réunion"))
mail_kinds.add(notifications.REVIEW, MailKind("compte rendu à relire", still_asks=queries.awaits_opinion))
mail_kinds.add(notifications.PRESENCE, MailKind("présence à dire", still_asks=queries.awaits_presence))
calendar_feeds.add(notifications.FEED, feeds.followed_calendar)
calendar_replies.add(EVENT_KIND, services.take_calendar_reply)

for _page in (
    ActivityPage("B1-02", "Réunions", "meetings:list"),
    ActivityPage("B1-03", "Réunions à mener en direct", "meetings:list"),
    ActivityPage("B1-06", "Registre des décisions", "meetings:decisions"),
    ActivityPage("B1-18", "Types de réunion et rôles de séance", "meetings:types", policy.TYPES),
    ActivityPage("B5-07", "Comptes rendus des réunions tenues", "meetings:list", query="when=held"),
    ActivityPage("B5-13", "Conseils de lecture, dans un compte rendu", "meetings:list", query="when=held"),
):
    registry.activity_pages.add(f"meetings.{_page.activity}", _page)
registry.activity_pages.add("meetings.numbers", ActivityPage("B1-06", "Chiffres des réunions", "meetings:numbers"))
registry.activity_pages.add(
    "meetings.heard",
    ActivityPage("B1-14", "Qui n’a pas été entendu depuis longtemps", "meetings:numbers", policy.ABSENCES),
)
registry.activity_pages.add("meetings.points", ActivityPage("B1-02", "Points en attente", "meetings:points"))
