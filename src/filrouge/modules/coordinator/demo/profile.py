from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from filrouge.kernel.registry import DemoContext
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.modules.coordinator import services

CHOSEN = {
    "A": ("admin", "shared", "10.5", {"B1": 3, "B2": 1, "B3": 3, "B4": 1, "B5": 1}),
    "B": ("facilitator", "employee", "17.5", {"B1": 3, "B2": 2, "B3": 1, "B4": 1, "B5": 3}),
    "C": ("health", "employee", "35", {"B1": 2, "B2": 3, "B3": 1, "B4": 3, "B5": 1}),
}
REASON = "Choisi en réunion d’équipe, après lecture des profils. À revoir dans deux ans."


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    """Why the post is what it is."""
    profile, setting, hours, priorities = CHOSEN[context.profile]
    services.choose_profile(
        by=membership,
        decided_on=context.today - timedelta(days=700),
        priorities=priorities,
        today_is="une infirmière de l’équipe, en plus de ses soins",
        profile=profile,
        setting=setting,
        shared_with="deux maisons de santé voisines" if setting == "shared" else "",
        weekly_hours=Decimal(hours),
        reason=REASON,
    )
