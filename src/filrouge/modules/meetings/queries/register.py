from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from filrouge.kernel.search.queries import matching_ids
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings.enums import DecisionStatus
from filrouge.modules.meetings.models import Decision
from filrouge.modules.meetings.queries.readers import readable_by, reads_all


def decision_list(
    membership: Membership, *, text: str = "", status: str = "", year: int | None = None
) -> QuerySet[Decision]:
    """The register: decisions of approved minutes, the latest first."""
    decisions = readable_decisions(membership).filter(number__isnull=False)
    decisions = decisions.select_related("meeting", "meeting__type", "item")
    if status:
        decisions = decisions.filter(status=status)
    if year:
        decisions = decisions.filter(year=year)
    if text:
        decisions = decisions.filter(pk__in=matching_ids("meetings.decision", text))
    return decisions


def decisions_to_review(membership: Membership, day: date) -> QuerySet[Decision]:
    waiting = readable_decisions(membership).filter(status=DecisionStatus.TO_APPLY, review_on__lte=day)
    return waiting.filter(number__isnull=False).select_related("meeting")


def readable_decisions(membership: Membership) -> QuerySet[Decision]:
    if reads_all(membership):
        return Decision.objects.all()
    between = Q(meeting__isnull=True)  # decided by the whole team, between two meetings
    return Decision.objects.filter(between | readable_by(membership, "meeting__"))
