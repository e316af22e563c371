from __future__ import annotations

from filrouge.kernel import registry
from filrouge.kernel.registry import ActivityPage, NavEntry, QuickAdd
from filrouge.modules.coordinator import demo, policy

registry.navigation.add(
    "coordinator", NavEntry("management", "Coordination", "coordinator:home", "hourglass", policy.KEEP, 10)
)
registry.quick_adds.add("coordinator", QuickAdd("Du temps passé", "coordinator:home", "hourglass", policy.KEEP, 60))
registry.demo_data.add("coordinator", demo.STEP)
for _name, _page in {
    "B0-02": ActivityPage("B0-02", "Temps de coordination", "coordinator:home", policy.KEEP),
    "month": ActivityPage("B0-02", "Temps par bloc", "coordinator:month", policy.KEEP),
    "days": ActivityPage("B0-02", "Jours de présence", "coordinator:presence", policy.KEEP),
    "growth": ActivityPage("B0-05", "Formations, se situer", "coordinator:growth", policy.KEEP),
    "profile": ActivityPage("B0-01", "Qui coordonne ?", "coordinator:profile", policy.CHOOSE),
    "post": ActivityPage("B0-03", "Coût du poste", "coordinator:post", policy.KEEP),
    "argument": ActivityPage("B0-03", "Argumenter le poste", "coordinator:argument", policy.KEEP),
}.items():
    registry.activity_pages.add(f"coordinator.{_name}", _page)
