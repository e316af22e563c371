from __future__ import annotations

from collections.abc import Iterator, Sequence

from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.panels import MeetingPanel, Place, meeting_panels


@meeting_panels.register("meetings.postpone")
def postpone(membership: Membership, meeting: Meeting, places: Sequence[Place]) -> Iterator[MeetingPanel]:
    """At the foot of each point of the session: put it off to the next one."""
    if "item" in places and meeting.is_writable and can(membership, policy.PLAN):
        yield MeetingPanel("item", "meetings/_postpone.html", order=90)
