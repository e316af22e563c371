from __future__ import annotations

from filrouge.kernel import registry
from filrouge.kernel.registry import ActivityPage, NavEntry, SectionPage
from filrouge.reports.calendar import policy

registry.navigation.add("agenda", NavEntry("calendar", "Agenda", "agenda:calendar", "calendar", policy.VIEW, 10))
registry.section_pages.add("agenda", SectionPage("calendar", "Agenda", "agenda:calendar", policy.VIEW, 10))
registry.activity_pages.add("agenda.B1-01", ActivityPage("B1-01", "Agenda de l’équipe", "agenda:calendar"))
