from __future__ import annotations

from filrouge.kernel import registry
from filrouge.kernel.registry import ActivityPage, NavEntry, QuickAdd
from filrouge.modules.coordinator import demo, policy

registry.navigation.add(
    "coordinator", NavEntry("management", "Coordination", "coordinator:home", "hourglass", policy.KEEP, 10)
)
registry.quick_adds.add("coordinator", QuickAdd("Du temps passé", "coordinator:home", "hourglass", policy.KEEP, 60))
registry.demo_data.add("coordinator", demo.STEP)
registry.activity_pages.add("coordinator.days", ActivityPage("B0-02", "Jours de présence", "coordinator:presence"))
registry.activity_pages.add("coordinator.growth", ActivityPage("B0-05", "Formations, se situer", "coordinator:growth"))
registry.activity_pages.add("coordinator.profile", ActivityPage("B0-01", "Qui coordonne ?", "coordinator:profile"))
registry.activity_pages.add("coordinator.post", ActivityPage("B0-03", "Coût du poste", "coordinator:post"))
registry.activity_pages.add("coordinator.B0-02", ActivityPage("B0-02", "Temps de coordination", "coordinator:home"))
