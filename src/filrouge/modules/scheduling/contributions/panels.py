from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils import timezone

from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.panels import MeetingPanel, Place, meeting_panels
from filrouge.modules.scheduling import queries
from filrouge.modules.scheduling.enums import PollStatus
from filrouge.modules.scheduling.models import Poll


@meeting_panels.register("scheduling.poll")
def poll_panels(membership: Membership, meeting: Meeting, places: Sequence[Place]) -> Iterator[MeetingPanel]:
    """The state of the poll; the way to make one while there is none. Settled meetings ask nothing."""
    if "aside" not in places or meeting.status not in {MeetingStatus.DRAFT, MeetingStatus.CONVENED}:
        return
    poll = queries.poll_of(meeting)
    if poll is not None:
        yield MeetingPanel("aside", "scheduling/_panel.html", _context(poll), order=10)
    elif meeting.status == MeetingStatus.DRAFT and can(membership, policy.PLAN) and not meeting.is_over:
        yield MeetingPanel("actions", "scheduling/_find_date.html", order=10)


def _context(poll: Poll) -> dict[str, object]:
    return {
        "url": poll.get_absolute_url(),
        "asked": poll.asked,  # type: ignore[attr-defined]
        "answered": poll.answered,  # type: ignore[attr-defined]
        "respond_by": poll.respond_by,
        "status": poll.status,
        "late": poll.status == PollStatus.OPEN and poll.respond_by < timezone.localdate(),
    }
