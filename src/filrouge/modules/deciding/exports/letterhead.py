from __future__ import annotations

from filrouge.kernel.documents.content import Letterhead
from filrouge.kernel.tenancy.models import Organisation


def letterhead(organisation: Organisation) -> Letterhead:
    lines = [line for line in organisation.address.splitlines() if line.strip()]
    return Letterhead(name=organisation.name, lines=lines, accent=organisation.accent, footer=organisation.name)
