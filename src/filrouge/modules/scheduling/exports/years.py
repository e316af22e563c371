from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from filrouge.kernel.documents.content import Callout, Document, Letterhead, Table, TableColumn
from filrouge.kernel.mail.calendar import event_uid
from filrouge.kernel.mail.feeds import FeedEvent, calendar_feed
from filrouge.kernel.tenancy.models import Organisation
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.scheduling.models import PlannedDate
from filrouge.modules.scheduling.queries import LineState
from filrouge.ui.typography import MONTHS, hour

PLANNED = "date-prevue"
TO_CONFIRM = "(à confirmer) "


@dataclass(frozen=True, slots=True)
class DatedLine:
    """One meeting of the year, as it is printed."""

    starts_at: datetime
    title: str
    is_meeting: bool


def year_document(organisation: Organisation, year: int, lines: Iterable[DatedLine]) -> Document:
    """The year on one page: a row per month."""
    by_month: dict[int, list[str]] = {}
    uncertain = False
    for line in sorted(lines, key=lambda one: (one.starts_at, one.title)):
        local = timezone.localtime(line.starts_at)
        day = f"{_short_weekday(local)} {local.day}, {hour(local)} : {line.title}"
        uncertain = uncertain or not line.is_meeting
        by_month.setdefault(local.month, []).append(day if line.is_meeting else f"{day} (prévue)")
    rows = [[name.capitalize(), "\n".join(by_month.get(rank, ["–"]))] for rank, name in enumerate(MONTHS, 1)]
    remark = [Callout("Les dates « prévues » ne sont pas encore des réunions.", tone="info")] if uncertain else []
    return Document(
        title=f"Les réunions de {year}",
        letterhead=Letterhead(name=organisation.name, accent=organisation.accent, footer=organisation.name),
        date=timezone.localdate(),
        blocks=[Table([TableColumn("Mois", 1), TableColumn("Réunions", 5)], rows), *remark],
    )


def year_calendar(
    organisation: Organisation, year: int, meetings: Sequence[Meeting], states: Sequence[LineState]
) -> bytes:
    """Meetings and dates of the plan in one file; what is not convened is marked as uncertain."""
    return calendar_feed(f"{organisation.name} {year}", _events(organisation, meetings, states))


def _events(
    organisation: Organisation, meetings: Sequence[Meeting], states: Sequence[LineState]
) -> Iterator[FeedEvent]:
    for meeting in meetings:
        draft = meeting.status == MeetingStatus.DRAFT
        yield FeedEvent(
            uid=meeting.uid,
            sequence=meeting.sequence,
            stamped_at=meeting.convened_at or meeting.starts_at,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
            summary=f"{TO_CONFIRM if draft else ''}{meeting.title}",
            location=meeting.place or meeting.video_url,
            url=f"{settings.SITE_URL.rstrip('/')}{meeting.get_absolute_url()}",
            tentative=draft,
        )
    for state in states:
        yield from (_planned(organisation, state, planned) for planned in state.planned)


def _planned(organisation: Organisation, state: LineState, planned: PlannedDate) -> FeedEvent:
    planned.line = state.line
    return FeedEvent(
        uid=event_uid(PLANNED, planned.pk, organisation.pk),
        sequence=0,
        stamped_at=planned.starts_at,
        starts_at=planned.starts_at,
        ends_at=planned.ends_at,
        summary=f"{TO_CONFIRM}{state.line.title}",
        location=state.line.place,
        tentative=True,
    )


def _short_weekday(day: date) -> str:
    return ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")[day.weekday()]
