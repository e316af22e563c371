"""Meetings as calendars to subscribe to: one's own, a group's, the team's."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings

from filrouge.kernel.mail.feeds import FeedEvent, calendar_feed
from filrouge.modules.meetings import queries
from filrouge.modules.meetings.enums import Answer, MeetingStatus
from filrouge.modules.meetings.models import AgendaItem, Meeting, Participant

TO_CONFIRM = "(à confirmer) "


def own_calendar(name: str, calls: Iterable[Participant]) -> bytes:
    """What one person is called to. Those who said they would not come keep the date, marked as uncertain."""
    return calendar_feed(name, (_call(one) for one in calls))


def shared_calendar(name: str, meetings: Iterable[Meeting]) -> bytes:
    return calendar_feed(name, (_event(meeting) for meeting in meetings))


def _call(one: Participant) -> FeedEvent:
    away = one.answer in {Answer.NOT_COMING, Answer.EXCUSED}
    if one.item is not None:
        return _guest_event(one, one.item, away=away)
    agenda = "\n".join(f"{rank}. {item.title}" for rank, item in enumerate(one.meeting.items.all(), 1))
    return _event(one.meeting, description=agenda, away=away)


def _guest_event(one: Participant, item: AgendaItem, *, away: bool) -> FeedEvent:
    """Their item, at its hour, and nothing else of the meeting."""
    time = queries.time_of(one)
    return FeedEvent(
        uid=one.meeting.uid,
        sequence=one.meeting.sequence,
        stamped_at=one.meeting.convened_at or one.meeting.starts_at,
        starts_at=time.starts_at,
        ends_at=time.ends_at,
        summary=queries.guest_summary(one.subject, item),
        location=one.meeting.place or one.meeting.video_url,
        tentative=away,
    )


def _event(meeting: Meeting, *, description: str = "", away: bool = False) -> FeedEvent:
    draft = meeting.status == MeetingStatus.DRAFT
    return FeedEvent(
        uid=meeting.uid,
        sequence=meeting.sequence,
        stamped_at=meeting.convened_at or meeting.starts_at,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        summary=f"{TO_CONFIRM if draft else ''}{meeting.title}",
        location=meeting.place or meeting.video_url,
        description=description,
        url=f"{settings.SITE_URL.rstrip('/')}{meeting.get_absolute_url()}",
        tentative=draft or away,
    )
