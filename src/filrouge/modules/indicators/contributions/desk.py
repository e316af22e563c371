from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import Deadline
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.indicators import policy, queries


@registry.deadlines.register("indicators")
def deadlines(membership: Membership) -> Iterator[Deadline]:
    """The values that are still to be given, each for its period that ended."""
    if can(membership, policy.VIEW):
        for one, period in queries.owed(timezone.localdate()):
            label = f"Donner la valeur de « {one.title} », {period.label}"
            yield Deadline(one.due_on(period), label, one.get_absolute_url(), one.source, one.owner_id)
