from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet

from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import Meeting, SheetPhoto
from filrouge.modules.meetings.queries.readers import readable_meetings

RECENT = timedelta(days=120)


def sheets_of(meeting: Meeting) -> QuerySet[SheetPhoto]:
    """Photographed sheets of a meeting, the first taken first: annexes of its minutes."""
    return SheetPhoto.objects.filter(meeting=meeting).select_related("file")


def unfiled_sheets() -> QuerySet[SheetPhoto]:
    return SheetPhoto.objects.filter(meeting__isnull=True).select_related("file")


def filable_meetings(membership: Membership, moment: datetime) -> QuerySet[Meeting]:
    """Where a sheet may belong: what this member reads and took place of late, the latest first."""
    return (
        readable_meetings(membership)
        .filter(starts_at__gte=moment - RECENT, starts_at__lte=moment + timedelta(hours=2))
        .exclude(status=MeetingStatus.CANCELLED)
        .only("organisation", "title", "starts_at")
    )
