from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from filrouge.kernel.search.queries import matching_ids
from filrouge.modules.meetings.enums import DecisionStatus
from filrouge.modules.meetings.models import Decision


def decision_list(*, text: str = "", status: str = "", year: int | None = None) -> QuerySet[Decision]:
    """The register: decisions of approved minutes, the latest first."""
    decisions = Decision.objects.filter(number__isnull=False).select_related("meeting", "meeting__type", "item")
    if status:
        decisions = decisions.filter(status=status)
    if year:
        decisions = decisions.filter(year=year)
    if text:
        decisions = decisions.filter(pk__in=matching_ids("meetings.decision", text))
    return decisions


def decisions_to_review(day: date) -> QuerySet[Decision]:
    return Decision.objects.filter(
        number__isnull=False, review_on__lte=day, status=DecisionStatus.TO_APPLY
    ).select_related("meeting")
