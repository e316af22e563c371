"""Where the direct shows itself: on the pages of a meeting, on an invitation, on its own screens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse

from filrouge.kernel.live.topics import live_topics
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.live import queries
from filrouge.modules.live.services import follow_meeting
from filrouge.modules.live.services.sessions import TOPIC
from filrouge.modules.live.views import screens
from filrouge.modules.live.views.seating import letter_for
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import Meeting, Participant
from filrouge.modules.meetings.panels import (
    MeetingPanel,
    Place,
    invitation_panels,
    meeting_followers,
    meeting_panels,
)

live_topics.add(TOPIC, screens.TOPIC)
meeting_followers.add("live", follow_meeting)


@meeting_panels.register("live")
def panels(membership: Membership, meeting: Meeting, places: Sequence[Place]) -> Iterator[MeetingPanel]:
    """The facilitator's screen is the page where the session is held; no other page pays for it."""
    if meeting.status != MeetingStatus.OPEN or "session" not in places:
        return
    live = queries.live_of(meeting)
    seats = list(queries.seats_of(live)) if live else []
    context = screens.context_of(live, "facilitator", seats) if live else {"live": None, "may_open": True}
    yield MeetingPanel("session", "live/panel.html", context, order=10)


@meeting_panels.register("live.join")
def ways_in(membership: Membership, meeting: Meeting, places: Sequence[Place]) -> Iterator[MeetingPanel]:
    """Members take part from their own phone or computer like everybody else."""
    if meeting.status == MeetingStatus.OPEN and "actions" in places and (live := queries.live_of(meeting)):
        yield MeetingPanel("actions", "live/way_in.html", {"live": live}, order=30)


@invitation_panels.register("live")
def way_in(participant: Participant) -> Iterator[MeetingPanel]:
    meeting = participant.meeting
    if meeting.status == MeetingStatus.OPEN and (live := queries.live_of(meeting)):
        door = reverse("live:join", args=[live.organisation.slug, live.code])
        context = {"url": f"{door}?lien={letter_for(participant)}", "guest": participant.item_id is not None}
        yield MeetingPanel("main", "live/invitation.html", context)
