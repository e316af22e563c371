from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from filrouge.modules.meetings.enums import RemarkState
from filrouge.modules.meetings.models import Participant, Remark


def count_participants(*conditions: Q, **filters: Any) -> Coalesce:
    counted = (
        Participant.objects.filter(*conditions, meeting=OuterRef("pk"), **filters)
        .order_by()
        .values("meeting")
        .annotate(total=Count("pk"))
        .values("total")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def count_open_remarks() -> Coalesce:
    """Of the meeting of the outer query."""
    remarks = Remark.objects.filter(meeting=OuterRef("pk"), state=RemarkState.OPEN)
    counted = remarks.order_by().values("meeting").annotate(total=Count("pk")).values("total")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def count_calls(calls: QuerySet[Participant]) -> Coalesce:
    """Of the person of the outer query: ``calls`` are theirs already."""
    counted = calls.order_by().values("person").annotate(total=Count("pk")).values("total")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
