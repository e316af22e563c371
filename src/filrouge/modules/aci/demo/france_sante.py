from __future__ import annotations

from filrouge.kernel.registry import DemoContext
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.aci import services
from filrouge.modules.aci.models.france_sante import BEGINS_ON


def tell_france_sante(membership: Membership, context: DemoContext) -> None:
    """One team studies it, another joined on the first day; engagements of each state."""
    if context.profile == "A" or context.today < BEGINS_ON:
        return
    if context.profile == "B":
        services.keep_adhesion(by=membership, state="studying", note="À l’ordre du jour de la prochaine réunion")
        services.keep_engagement("fees", by=membership, state="reached", note="Relevé de la CPAM")
        services.keep_engagement("nurse", by=membership, state="not_reached", note="Un jour par semaine seulement")
        return
    services.keep_adhesion(by=membership, state="joined", joined_on=BEGINS_ON)
    for code in ("fees", "nurse", "unscheduled"):
        services.keep_engagement(code, by=membership, state="reached")
    services.keep_engagement("evenings", by=membership, state="not_reached", note="Deux soirs pour l’instant")
