from __future__ import annotations

from django.core.exceptions import ValidationError

from filrouge.modules.meetings.enums import TRANSITIONS, MeetingStatus
from filrouge.modules.meetings.models import Meeting


def lock(meeting: Meeting) -> Meeting:
    """The row as it is now, held until the transaction ends."""
    return Meeting.objects.select_for_update(of=("self",)).select_related("type", "group").get(pk=meeting.pk)


def check_transition(meeting: Meeting, new: MeetingStatus) -> None:
    old = MeetingStatus(meeting.status)
    if new not in TRANSITIONS[old]:
        raise ValidationError(
            "Cette réunion est « %(old)s » : elle ne peut pas devenir « %(new)s ». "
            "Rechargez la page pour voir où elle en est.",
            code="forbidden_transition",
            params={"old": old.label, "new": new.label},
        )


def require_writable(meeting: Meeting) -> None:
    if not meeting.is_writable:
        raise ValidationError(
            "Cette réunion est « %(status)s » : elle ne se modifie plus.",
            code="frozen",
            params={"status": MeetingStatus(meeting.status).label},
        )
