"""From a legal date to the plan that leads to it."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import Preparation
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.planning import policy, queries

# By code of a rule of the deadlines, the template that leads to its date.
TEMPLATES = {
    "sisa_assembly": "general_assembly",
    "association_assembly": "general_assembly",
    "aci_declaration": "aci_declaration",
    "health_project": "health_project",
    "crisis_exercise": "crisis_exercise",
}


@registry.preparations.register("planning")
def preparation(membership: Membership, code: str, day: date) -> Preparation | None:
    """The plan already under way for it, else the template, its date filled in."""
    template = TEMPLATES.get(code)
    if template is None or not can(membership, policy.VIEW):
        return None
    if plan := queries.plan_towards(template, day):
        return Preparation("Voir son rétroplanning", plan.get_absolute_url())
    if not can(membership, policy.KEEP):
        return None
    url = reverse("planning:make", args=[membership.organisation.slug, template])
    return Preparation("Faire un rétroplanning", f"{url}?date={day.isoformat()}")
