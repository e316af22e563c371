from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import Deadline, TodayItem
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.deciding import policy, queries
from filrouge.ui.typography import hour


@registry.today.register("deciding")
def today(membership: Membership) -> Iterator[TodayItem]:
    if not can(membership, policy.VIEW):
        return
    for ballot in queries.unanswered_by(membership):
        until = timezone.localtime(ballot.closes_at)
        yield TodayItem(
            "waiting_me",
            f"Votre avis : {ballot.title}",
            ballot.get_absolute_url(),
            until.date(),
            f"avant {hour(until)}",
            "checks",
        )
    if not can(membership, policy.RUN):
        return
    for ballot in queries.with_turnout(queries.open_proposals().order_by("closes_at")):
        yield TodayItem(
            "waiting_others",
            f"Proposition : {ballot.title}",
            ballot.get_absolute_url(),
            timezone.localdate(ballot.closes_at),
            f"{ballot.voted} réponses sur {ballot.electors}",  # type: ignore[attr-defined]
            "checks",
        )
    for ballot in queries.to_settle():
        yield TodayItem(
            "due",
            f"À trancher : {ballot.title}",
            ballot.get_absolute_url(),
            timezone.localdate(ballot.closed_at),
            ballot.get_verdict_display(),
            "checks",
        )


@registry.deadlines.register("deciding.proposals")
def closings(membership: Membership) -> Iterator[Deadline]:
    if can(membership, policy.RUN):
        for ballot in queries.open_proposals().order_by("closes_at"):
            label = f"Fin des réponses : {ballot.title}"
            yield Deadline(timezone.localdate(ballot.closes_at), label, ballot.get_absolute_url(), "proposition")
