from __future__ import annotations

from django.db.models import QuerySet

from filrouge.kernel.people.models import Group
from filrouge.modules.meetings.models import MeetingType


def meeting_types() -> QuerySet[MeetingType]:
    """Those proposed."""
    return MeetingType.objects.filter(is_active=True)


def retired_types() -> QuerySet[MeetingType]:
    return MeetingType.objects.filter(is_active=False).order_by("name")


def usual_group(kind: MeetingType) -> Group | None:
    """The group a type invites: its own, or the first open group of the kind it was shipped with."""
    if kind.group is not None:
        return kind.group if kind.group.closed_on is None else None
    if not kind.group_kind:
        return None
    return Group.objects.filter(kind=kind.group_kind, closed_on__isnull=True).order_by("name").first()
