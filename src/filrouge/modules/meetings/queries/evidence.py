from __future__ import annotations

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from filrouge.modules.meetings.enums import ATTENDED, TOOK_PLACE, MeetingStatus
from filrouge.modules.meetings.models import Meeting, Minutes
from filrouge.modules.meetings.queries.counts import count_participants
from filrouge.modules.meetings.queries.periods import new_year


def evidence_of(year: int) -> QuerySet[Meeting]:
    """Meetings of a year that took place or should have, with their attendance and their frozen minutes."""
    return (
        Meeting.objects.filter(starts_at__gte=new_year(year), starts_at__lt=new_year(year + 1))
        .annotate(attended=count_participants(presence__in=ATTENDED))
        .filter(Q(status__in=TOOK_PLACE) | Q(ends_at__lt=timezone.now()))
        .exclude(status=MeetingStatus.CANCELLED)
        .exclude(type__evidence_axis="none")
        .filter(impromptu=False)  # shown by month, by the room that notes them
        .select_related("type")
        .prefetch_related(Prefetch("minutes_versions", Minutes.objects.select_related("file")))
        .order_by("starts_at", "pk")
    )
