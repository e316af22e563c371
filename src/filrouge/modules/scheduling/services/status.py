from __future__ import annotations

from django.core.exceptions import ValidationError

from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.scheduling.enums import POLL_TRANSITIONS, PollStatus
from filrouge.modules.scheduling.models import Poll


def lock(poll: Poll) -> Poll:
    """The row as it is now, held until the transaction ends."""
    locked = Poll.objects.select_for_update(of=("self",)).select_related("meeting", "chosen", "opened_by__user")
    return locked.get(pk=poll.pk)


def check_transition(poll: Poll, new: PollStatus) -> None:
    old = PollStatus(poll.status)
    if new not in POLL_TRANSITIONS[old]:
        raise ValidationError(
            "Ce sondage est « %(old)s » : rechargez la page pour voir où il en est.",
            code="forbidden_transition",
            params={"old": old.label},
        )


def require_open(poll: Poll) -> None:
    if poll.status != PollStatus.OPEN or poll.meeting.status == MeetingStatus.CANCELLED:
        raise ValidationError("Ce sondage est clos : il n’attend plus de réponse.", code="closed")


def require_datable(meeting: Meeting) -> None:
    """Only what is still to come may get a date."""
    if meeting.status not in {MeetingStatus.DRAFT, MeetingStatus.CONVENED}:
        raise ValidationError(
            "Cette réunion est « %(status)s » : sa date ne se choisit plus.",
            code="not_datable",
            params={"status": MeetingStatus(meeting.status).label},
        )
