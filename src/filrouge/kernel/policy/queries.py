from __future__ import annotations

from django.db.models import QuerySet

from filrouge.kernel.policy.models import Delegation


def delegations() -> QuerySet[Delegation]:
    """All of them, the ended ones too: they are the memory of who could do what."""
    return Delegation.objects.select_related("membership__user")
