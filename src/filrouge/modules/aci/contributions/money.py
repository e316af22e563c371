from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import Stake
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.aci import policy, queries
from filrouge.modules.aci.engine import BadCase

MOST = 5


@registry.stakes.register("aci")
def stakes(membership: Membership) -> Iterator[Stake]:
    """What one act more would bring this year, for who keeps it; nothing before the year is typed."""
    if not can(membership, policy.KEEP):
        return
    year = timezone.localdate().year
    inputs = queries.inputs_of(year)
    if inputs is None:
        return
    seen_elsewhere = queries.pieces_of(year).filter(code="rcp", state="ready").exists()
    make = queries.case_of if seen_elsewhere else queries.proved_case
    try:
        case = make(year, queries.facts_of(membership, year), inputs.facts)
    except BadCase:
        return
    page = reverse("aci:year", args=[membership.organisation.slug])
    for gain in queries.gains(case)[:MOST]:
        yield Stake(gain.label, gain.euros, f"{page}#{gain.code}", f"ACI {year}, {gain.indicator}")
