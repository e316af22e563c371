from __future__ import annotations

from django.db.models import QuerySet

from filrouge.modules.meetings.enums import TOOK_PLACE
from filrouge.modules.meetings.models import Meeting


def held_before(meeting: Meeting) -> QuerySet[Meeting]:
    """Those of the same type and group held before this one, the latest first."""
    same = Meeting.objects.filter(type=meeting.type_id, group=meeting.group_id, impromptu=False)
    held = same.filter(status__in=TOOK_PLACE, starts_at__lt=meeting.starts_at).exclude(pk=meeting.pk)
    return held.order_by("-starts_at", "-pk")
