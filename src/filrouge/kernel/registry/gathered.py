"""What every room says of a year, gathered here and nowhere else, once in a page that is read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from filrouge.kernel import registry
from filrouge.kernel.reading import told_once
from filrouge.kernel.registry.proof import EvidenceItem, EvidenceOutcome, counting

if TYPE_CHECKING:
    from filrouge.kernel.tenancy.models import Membership


@told_once
def proofs_of(membership: Membership, year: int) -> tuple[EvidenceItem, ...]:
    """The proofs of a civil year, in the order of the days, as the rooms hold them."""
    found = (item for provider in registry.evidence.values() for item in provider(membership, year))
    return tuple(sorted(found, key=lambda item: (item.happened_on, item.key)))


@told_once
def outcomes_told(membership: Membership, year: int) -> Mapping[str, EvidenceOutcome]:
    """What became of those that were sent, by the key they had that day: see ``outcomes_of``."""
    return {key: one for give in registry.evidence_outcomes.values() for key, one in give(membership, year).items()}


@told_once
def counting_proofs_of(membership: Membership, year: int) -> tuple[EvidenceItem, ...]:
    """The same proofs, where a document that the CPAM refused is « refused »: whoever counts starts here."""
    return counting(proofs_of(membership, year), lambda: outcomes_told(membership, year))
