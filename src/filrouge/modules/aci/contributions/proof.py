from __future__ import annotations

from collections.abc import Iterator

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import EvidenceItem
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.aci import policy, queries


@registry.evidence.register("aci")
def evidence(membership: Membership, year: int) -> Iterator[EvidenceItem]:
    """The papers that somebody handed in, for what no room holds."""
    if can(membership, policy.VIEW):
        for piece in queries.pieces_of(year):
            yield queries.item_of(piece)
