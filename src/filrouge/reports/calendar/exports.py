"""The calendar outside of the house: a file for calendar programs, a month for the wall."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from itertools import chain
from textwrap import shorten

from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst

from filrouge.kernel.documents.content import Document, Letterhead, Span, Table, TableColumn
from filrouge.kernel.mail.feeds import FeedEvent, calendar_feed
from filrouge.kernel.tenancy.models import Organisation
from filrouge.reports.calendar.queries import Entry, Period
from filrouge.ui.typography import FIXED, WEEKDAYS, count, hour

WALL_ROWS_MM = 232  # what the weeks of a month share on an A3 sheet
LINE_MM = 5.6  # a line of its large letters
LINE_SIGNS = 19  # that surely stand on such a line
ONLY_FOR_ALL = "Seul ce que toute l’équipe peut lire est imprimé ici."


def calendar_file(name: str, entries: Iterable[Entry]) -> bytes:
    return calendar_feed(name, [_feed_event(one) for one in entries])


def _feed_event(one: Entry) -> FeedEvent:
    whole = one.starts_at is None or one.ends_at is None
    starts, ends = (one.starts_at, one.ends_at) if not whole else (_midnight(one.first), _midnight(one.last))
    assert starts is not None
    assert ends is not None
    return FeedEvent(
        uid=one.uid or _uid_of(one),
        sequence=one.sequence,
        stamped_at=starts,
        starts_at=starts,
        ends_at=ends,
        summary=one.label,
        location=one.place,
        description=f"{one.kind.label}. {one.detail}".strip(),
        url=f"{settings.SITE_URL.rstrip('/')}{one.url}",
        all_day=whole,
        is_busy=one.is_busy,
    )


def _uid_of(one: Entry) -> str:
    """Of a deadline, which has no row of its own: what it is and its day."""
    said = f"{one.kind.name} {one.url} {one.first} {one.label}"
    return f"agenda-{hashlib.sha256(said.encode()).hexdigest()[:32]}@filrouge"


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def wall_document(
    organisation: Organisation, period: Period, entries: Sequence[Entry], notes: Mapping[date, str]
) -> Document:
    """One A3 sheet: a row per week, letters that are read from two metres."""
    by_day: dict[date, list[Entry]] = {}
    for one in sorted(entries, key=lambda entry: entry.rank):
        for day in chain.from_iterable(period.weeks):
            if one.touches(day, day):
                by_day.setdefault(day, []).append(one)
    row_mm = WALL_ROWS_MM / len(period.weeks)
    lines = int(row_mm / LINE_MM) - 1
    rows = [
        [_cell(day, period, by_day.get(day, []), notes.get(day, ""), lines) for day in week] for week in period.weeks
    ]
    columns = [TableColumn(name.capitalize(), 1) for name in WEEKDAYS]
    return Document(
        title=period.label.capitalize(),
        letterhead=Letterhead(name=organisation.name, accent=organisation.accent, footer=ONLY_FOR_ALL),
        date=timezone.localdate(),
        blocks=[Table(columns, rows, row_mm=row_mm)],
        is_poster=True,
    )


def _cell(day: date, period: Period, found: Sequence[Entry], note: str, lines: int) -> list[Span]:
    """A day in so many lines, never more: one sheet holds the month."""
    if not period.first <= day <= period.last:
        return [Span(str(day.day), italic=True)]
    spans = [Span(str(day.day), bold=True)]
    if note and len(note) < LINE_SIGNS - 2:
        spans.append(Span(f"{FIXED} {capfirst(note)}", italic=True))
    elif note:
        spans.append(Span(f"\n{_cut(capfirst(note), 2)}", italic=True))
        lines -= 2
    for rank, one in enumerate(found):
        starts = one.starts_at if one.first == day else None
        said = [Span(f"\n{hour(starts)} " if starts else "\n• ", bold=True), Span(_cut(one.label, 2))]
        taken = 2 if len(said[0].text) + len(said[1].text) > LINE_SIGNS else 1
        if taken + (rank + 1 < len(found)) > lines:
            return [*spans, Span(f"\net {count(len(found) - rank, 'autre')}", italic=True)]
        spans += said
        lines -= taken
    return spans


def _cut(text: str, lines: int) -> str:
    """Shortened at a word, so that it stands on so many lines with an hour before it."""
    return shorten(text, lines * LINE_SIGNS - 4, placeholder="…")
