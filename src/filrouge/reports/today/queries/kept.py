"""The desks of somebody with several organisations: twenty questions for each, unless nothing happened since.

The last fact of an organisation tells whether its desk still holds. What changes without a fact (a meeting that ends, a
secret vote) waits a minute at most. Kept in the memory of the process: reading a page writes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.core.cache import caches
from django.utils import timezone

from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.models import Entry
from filrouge.reports.today.queries.desks import Desk, desk_of

LONGEST = 60  # seconds


def desks_of(memberships: Sequence[Membership]) -> list[tuple[Membership, Desk]]:
    memory = caches["memory"]
    keys = [_key(membership) for membership in memberships]
    kept: dict[str, Desk] = memory.get_many(keys)
    made = {key: desk_of(one) for key, one in zip(keys, memberships, strict=True) if key not in kept}
    if made:
        memory.set_many(made, LONGEST)
    return [(one, (kept | made)[key]) for key, one in zip(keys, memberships, strict=True)]


def _key(membership: Membership) -> str:
    with organisation_scope(membership.organisation):
        last = Entry.objects.values_list("pk", flat=True).first()
        seen, roles = membership.previous_visit_at or membership.last_seen_at, "-".join(sorted(membership.roles))
        when = seen.timestamp() if seen else 0
        return f"desk:{membership.pk}:{roles}:{last}:{when:.0f}:{timezone.localdate()}"
