from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.reading import told_by_year
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings.enums import ATTENDED, TOOK_PLACE, MeetingStatus
from filrouge.modules.meetings.models import Meeting, Minutes
from filrouge.modules.meetings.queries.counts import count_participants
from filrouge.modules.meetings.queries.periods import new_year
from filrouge.modules.meetings.queries.readers import readable_by


@told_by_year
def evidence_in(years: Sequence[int], membership: Membership) -> dict[int, list[Meeting]]:
    """Those this member may read, in their order."""
    found: dict[int, list[Meeting]] = {year: [] for year in years}
    for meeting in evidence_between(min(years), max(years)).filter(readable_by(membership)):
        found.setdefault(meeting.starts_on.year, []).append(meeting)
    return found


def frozen_minutes(meeting: Meeting) -> Minutes | None:
    """The last version, of a meeting read here."""
    told: dict[str, Any] | None = meeting.frozen_minutes  # type: ignore[attr-defined]
    if told is None:
        return None
    kept = told["file"]
    return Minutes(**{**told, "file": StoredFile(**{**kept, "id": UUID(kept["id"])})})


def evidence_between(first: int, last: int) -> QuerySet[Meeting]:
    """Meetings of these years that took place or should have, with their attendance and their frozen minutes."""
    return (
        Meeting.objects.filter(starts_at__gte=new_year(first), starts_at__lt=new_year(last + 1))
        .annotate(attended=count_participants(presence__in=ATTENDED), frozen_minutes=_last_minutes())
        .filter(Q(status__in=TOOK_PLACE) | Q(ends_at__lt=timezone.now()))
        .exclude(status=MeetingStatus.CANCELLED)
        .exclude(type__evidence_axis="none")
        .filter(impromptu=False)  # shown by month, by the room that notes them
        .select_related("type")
        .order_by("starts_at", "pk")
    )


def _last_minutes() -> Subquery:
    """With what is said of its file, in the query of the meetings."""
    file = JSONObject(id="file_id", name="file__name", media_type="file__media_type", sha256="file__sha256")
    versions = Minutes.objects.filter(meeting=OuterRef("pk"))  # the last one first
    return Subquery(versions.values(told=JSONObject(year="year", number="number", version="version", file=file))[:1])
