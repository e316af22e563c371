from __future__ import annotations

from filrouge.kernel import registry
from filrouge.kernel.registry import ActivityPage, NavEntry
from filrouge.reports.today.policy import HOME

registry.navigation.add("today", NavEntry("today", "Aujourd’hui", "today:home", "home", HOME))

for _page in (ActivityPage("B0-04", "Toutes vos équipes en une page", "today:home"),):
    registry.activity_pages.add(f"today.{_page.activity}", _page)
