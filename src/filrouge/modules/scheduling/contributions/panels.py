from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.panels import MeetingPanel, Place, meeting_panels, next_meetings
from filrouge.modules.scheduling import queries
from filrouge.modules.scheduling.enums import PollStatus
from filrouge.modules.scheduling.models import Occurrence, Poll


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


@meeting_panels.register("scheduling.series")
def series_panels(membership: Membership, meeting: Meeting, places: Sequence[Place]) -> Iterator[MeetingPanel]:
    """The series of a meeting, with what may be done to this date or to those that follow."""
    if "aside" not in places or meeting.impromptu:
        return
    occurrence = queries.occurrence_of(meeting)
    if occurrence is not None:
        yield MeetingPanel(
            "aside", "scheduling/_series_panel.html", _series_context(membership, meeting, occurrence), 20
        )


def _series_context(membership: Membership, meeting: Meeting, occurrence: Occurrence) -> dict[str, object]:
    series, slug = occurrence.series, meeting.organisation.slug
    context: dict[str, object] = {"series_url": series.get_absolute_url(), "title": series.title, "label": series.label}
    if can(membership, policy.PLAN) and meeting.status in {MeetingStatus.DRAFT, MeetingStatus.CONVENED}:
        keys = [slug, series.pk, occurrence.pk]
        following = reverse("scheduling:series_edit", args=[slug, series.pk])
        context |= {
            "move_url": reverse("scheduling:date_move", args=keys),
            "skip_url": reverse("scheduling:date_skip", args=keys),
            "following_url": f"{following}?depuis={occurrence.rule_day.isoformat()}",
        }
    return context


next_meetings.add("scheduling.series", queries.next_in_series)
