from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import Stake
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.aci import policy, queries
from filrouge.modules.aci.engine import BadCase, Case
from filrouge.modules.aci.models import DismissedAct
from filrouge.modules.aci.queries import Gain
from filrouge.modules.aci.queries.gains import closed_by
from filrouge.modules.aci.queries.times import concertations, too_late, usual

MOST = 5


@registry.stakes.register("aci")
def stakes(membership: Membership) -> Iterator[Stake]:
    """What one act more would bring this year, for who keeps it; nothing before the year is typed.

    Neither what it is too late to begin nor what the team dismissed; a prerequisite always.
    """
    if not can(membership, policy.KEEP):
        return
    year = timezone.localdate().year
    inputs = queries.inputs_of(year)
    if inputs is None:
        return
    make = queries.case_of if queries.rcp_seen_elsewhere(membership, year) else queries.proved_case
    try:
        case = make(year, queries.facts_of(membership, year), inputs.facts)
    except BadCase:
        return
    dismissed = set(DismissedAct.objects.filter(year=year).values_list("act", flat=True))
    page, closed = reverse("aci:year", args=[membership.organisation.slug]), closed_by(case)
    wanted = [gain for gain in queries.gains(case) if f"step:{gain.code}" not in dismissed]
    for gain in [gain for gain in wanted if gain.code in closed or _is_possible(gain, case)][:MOST]:
        yield Stake(gain.label, gain.euros, f"{page}#{gain.code}", f"ACI {year}, {gain.indicator}")


def _is_possible(gain: Gain, case: Case) -> bool:
    rule, today = usual(case.year), timezone.localdate()
    units = concertations(case.rcp, case, rule) if gain.code == "rcp" else 1
    return not too_late(gain.code, case.year, today, rule, units)
