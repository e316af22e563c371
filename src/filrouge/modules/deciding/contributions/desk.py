from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import Deadline, TodayItem
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.deciding import policy, queries
from filrouge.modules.deciding.models import Ballot
from filrouge.ui.typography import hour


@registry.today.register("deciding")
def today(membership: Membership) -> Iterator[TodayItem]:
    if not can(membership, policy.VIEW):
        return
    runs = can(membership, policy.RUN)
    for ballot in queries.on_the_desk(membership):
        if ballot.is_open:
            yield from _open(ballot, runs)
        elif runs:
            verdict, day = ballot.get_verdict_display(), timezone.localdate(ballot.closed_at)
            yield TodayItem("due", f"À trancher : {ballot.title}", ballot.get_absolute_url(), day, verdict, "checks")


def _open(ballot: Ballot, runs: bool) -> Iterator[TodayItem]:
    """A proposal that waits for this member's own answer, and for those of others for who runs it."""
    until, url = timezone.localtime(ballot.closes_at), ballot.get_absolute_url()
    if ballot.waits_for_me:  # type: ignore[attr-defined]
        label = f"Votre avis : {ballot.title}"
        yield TodayItem("waiting_me", label, url, until.date(), f"avant {hour(until)}", "checks")
    if runs:
        detail = f"{ballot.voted} réponses sur {ballot.electors}"  # type: ignore[attr-defined]
        silent = ballot.voted < ballot.electors  # type: ignore[attr-defined]
        remind = reverse("deciding:proposal_remind", args=[ballot.organisation.slug, ballot.pk]) if silent else ""
        label = f"Proposition : {ballot.title}"
        yield TodayItem("waiting_others", label, url, until.date(), detail, "checks", remind_url=remind)


@registry.deadlines.register("deciding.proposals")
def closings(membership: Membership) -> Iterator[Deadline]:
    if can(membership, policy.RUN):
        for ballot in queries.open_proposals().order_by("closes_at"):
            label = f"Fin des réponses : {ballot.title}"
            yield Deadline(timezone.localdate(ballot.closes_at), label, ballot.get_absolute_url(), "proposition")
