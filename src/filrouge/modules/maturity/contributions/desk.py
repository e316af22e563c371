from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import Deadline
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.maturity import policy, queries
from filrouge.modules.maturity.models import Assessment


@registry.deadlines.register("maturity")
def deadlines(membership: Membership) -> Iterator[Deadline]:
    """The end of the answers, and when the team means to look again."""
    if not can(membership, policy.KEEP):
        return
    today = timezone.localdate()
    seen = set()  # groups, the whole team being one
    for one in queries.assessments():
        url = one.get_absolute_url()
        if one.is_open:
            yield _end_of(one, today)
        if one.is_closed and one.next_on and one.group_id not in seen:
            yield Deadline(one.next_on, f"Refaire le point de maturité ({one.title})", url, "maturité")
        if one.is_open or one.is_closed:
            seen.add(one.group_id)


def _end_of(one: Assessment, today: date) -> Deadline:
    """Once nothing more is to come, what is left to do is to close it."""
    answered, asked = one.answered, one.asked  # type: ignore[attr-defined]
    if one.is_due_on(today, answered, asked):
        said = f"À clore : {one.title}, {answered} réponses sur {asked}"
        return Deadline(min(one.closes_on, today), said, one.get_absolute_url(), "maturité")
    return Deadline(one.closes_on, f"Fin des réponses : {one.title}", one.get_absolute_url(), "maturité")
