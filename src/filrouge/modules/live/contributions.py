from __future__ import annotations

from collections.abc import Iterator, Sequence

from filrouge.kernel.live.topics import live_topics
from filrouge.kernel.registry import timeline_labels
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.live import queries
from filrouge.modules.live.services import follow_meeting
from filrouge.modules.live.services.sessions import TOPIC
from filrouge.modules.live.views import screens
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.panels import MeetingPanel, Place, meeting_followers, meeting_panels

live_topics.add(TOPIC, screens.TOPIC)
meeting_followers.add("live", follow_meeting)


@meeting_panels.register("live")
def panels(membership: Membership, meeting: Meeting, places: Sequence[Place]) -> Iterator[MeetingPanel]:
    """The facilitator's screen is the page where the session is held; it costs nothing to every other page."""
    if meeting.status != MeetingStatus.OPEN or "session" not in places:
        return
    live = queries.live_of(meeting)
    seats = list(queries.seats_of(live)) if live else []
    context = screens.context_of(live, "facilitator", seats) if live else {"live": None, "may_open": True}
    yield MeetingPanel("session", "live/panel.html", context, order=10)


timeline_labels.add("live.guest_accepted", "a accueilli {name} à « {title} »")
timeline_labels.add("live.seat_freed", "a libéré la place de {name} à « {title} »")
