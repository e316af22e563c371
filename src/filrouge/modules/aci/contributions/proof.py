from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import EvidenceItem, ProofGuide, ProofHeading
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.aci import policy, queries


@registry.evidence.register("aci")
def evidence(membership: Membership, year: int) -> Iterator[EvidenceItem]:
    """The papers that somebody handed in, for what no room holds."""
    if can(membership, policy.VIEW):
        for piece in queries.pieces_in(year):
            yield queries.item_of(piece)


@registry.proof_guides.register("aci")
def guide(membership: Membership, year: int, items: Sequence[EvidenceItem]) -> ProofGuide:
    if not can(membership, policy.VIEW):
        return ProofGuide()
    slug, known = membership.organisation.slug, queries.headings_of(year)
    keeps = can(membership, policy.KEEP) and bool(known)
    lacking = queries.lacking_of(membership, year)
    return ProofGuide(
        headings=[
            ProofHeading(
                code=one.code,
                number=one.shown_number,
                label=one.label,
                axis=one.axis,
                asked=one.asked,
                lacking=lacking.get(one.code, ""),
                add_url=reverse("aci:hand_in", args=[slug, year, one.code]) if keeps else "",
            )
            for one in known.values()
        ],
        names=queries.expected_names(year, items),
        add_url=f"{reverse('aci:choose', args=[slug])}?annee={year}" if keeps else "",
    )
