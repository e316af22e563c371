"""The letterhead of an organisation, the same on everything it prints."""

from __future__ import annotations

from filrouge.kernel.documents.content import Letterhead
from filrouge.kernel.tenancy.models import Organisation


def letterhead(organisation: Organisation) -> Letterhead:
    return Letterhead(
        name=organisation.name,
        lines=[line for line in organisation.address.splitlines() if line.strip()],
        accent=organisation.accent,
        footer=organisation.name,
    )
