"""What became of the proofs, and when the declaration and its disputes are due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import Deadline, EvidenceOutcome
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.aci import policy, queries

LATE = timedelta(days=120)  # a declaration forgotten is said for four months more
MINUTES = 60


@registry.evidence_outcomes.register("aci")
def outcomes(membership: Membership, year: int) -> Mapping[str, EvidenceOutcome]:
    if not can(membership, policy.VIEW):
        return {}
    slug = membership.organisation.slug
    return {
        proof.key: EvidenceOutcome(
            proof.state,
            proof.on,
            proof.words,
            reverse("aci:declared", args=[slug, proof.declaration_id]),
            proof.fingerprint,
            queries.piece_code_of(proof.indicator),
        )
        for proof in queries.outcomes(year)
    }


@registry.deadlines.register("aci")
def deadlines(membership: Membership) -> Iterator[Deadline]:
    """The sending of a year that is typed and not sent yet, and when to come back to a dispute."""
    if not can(membership, policy.KEEP):
        return
    today, slug = timezone.localdate(), membership.organisation.slug
    for year in queries.typed_and_unsent((today.year - 1, today.year)):
        campaign = queries.campaign_of(year)
        if campaign.closes_on + LATE >= today:
            url = f"{reverse('aci:declaration', args=[slug])}?annee={year}"
            label = f"Envoyer la déclaration ACI {year}"
            yield Deadline(campaign.closes_on, label, url, campaign.source, None, MINUTES)
    for row in queries.open_disputes().exclude(dispute_due=None):
        assert row.dispute_due is not None  # asked for
        url = f"{row.get_absolute_url()}#contestation"
        yield Deadline(row.dispute_due, f"Revenir à la contestation de l’ACI {row.year}", url)
