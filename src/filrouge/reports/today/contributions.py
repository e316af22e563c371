from __future__ import annotations

from filrouge.kernel import registry
from filrouge.kernel.registry import NavEntry
from filrouge.reports.today.policy import HOME

registry.navigation.add("today", NavEntry("today", "Aujourd’hui", "today:home", "home", HOME))
