"""What was made for a member, kept while nothing happens in their organisation.

The last fact tells whether it still holds. What changes without a fact (a meeting that ends, a secret vote) waits a
minute at most. In the memory of the process: reading a page writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.cache import caches
from django.utils import timezone

from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline.models import Entry

LONGEST = 60  # seconds
T = TypeVar("T")


class Kept:
    """One query, inside the organisation's scope, whatever is kept then. Plain values only: each reader has a copy."""

    def __init__(self, membership: Membership) -> None:
        last = Entry.objects.values_list("pk", flat=True).first()
        roles, seen = "-".join(sorted(membership.roles)), membership.previous_visit_at or membership.last_seen_at
        when = f"{seen.timestamp() if seen else 0:.0f}:{timezone.localdate()}"
        self.mark = f"{membership.pk}:{roles}:{last}:{when}"

    def get(self, name: str, make: Callable[[], T]) -> T:
        memory, key = caches["memory"], f"{name}:{self.mark}"
        found: T | None = memory.get(key)
        if found is None:
            found = make()
            memory.set(key, found, LONGEST)
        return found
