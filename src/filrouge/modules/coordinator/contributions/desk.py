from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import TodayItem
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.coordinator import policy, queries

SILENCE = timedelta(days=7)


@registry.today.register("coordinator")
def today(membership: Membership) -> Iterator[TodayItem]:
    """The clock that runs; a week without a word, for whoever used to note."""
    if not can(membership, policy.KEEP):
        return
    day = timezone.localdate()
    url = reverse("coordinator:home", args=[membership.organisation.slug])
    running = queries.running_of(membership)
    if running is not None:
        yield TodayItem(
            "due", f"Chronomètre en marche : {running.label}", url, running.day, "Coordination", "hourglass"
        )
        return
    last = queries.last_day_noted(membership)
    if last is not None and day - last >= SILENCE:
        label = "Noter les heures de la semaine passée"
        yield TodayItem("due", label, url, last + SILENCE, "Coordination", "hourglass")
