"""The events of every room, with the deadlines nobody put in the calendar: one thing shows once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.registry import CalendarEvent, CalendarKind, Deadline
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.work.kept import Kept
from filrouge.ui.typography import date_fr, day_month, hour

DEADLINE = "deadline"
LAST_MOMENT = timedelta(microseconds=1)  # what ends at midnight does not touch the next day


@dataclass(frozen=True, slots=True)
class Kind:
    name: str
    label: str
    icon: str
    tone: str
    order: int
    is_busy: bool = False


OTHER = Kind("autre", "Autre", "calendar", "grey", 99)
OTHERS = Kind("a-d-autres", "À d’autres que moi", "users", "grey", 100)  # across all kinds: hidden or shown like one


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of the calendar, on the days it touches. Without ``starts_at``, only the days count."""

    label: str
    url: str
    kind: Kind
    first: date
    last: date
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    detail: str = ""
    move_url: str = ""
    is_busy: bool = False  # nobody is elsewhere meanwhile
    of_others: bool = False
    uid: str = ""
    sequence: int = 0
    place: str = ""

    @property
    def hours(self) -> str:
        """« 12 h 30 – 14 h », « 22 h – 2 h le 27 nov. », nothing for a whole day."""
        if self.starts_at is None or self.ends_at is None:
            return ""
        ends = f"{hour(self.starts_at)} – {hour(self.ends_at)}"
        return ends if self.first == self.last else f"{ends} le {day_month(self.last)}"

    @property
    def said(self) -> str:
        """All of it in one sentence, for who does not see the page."""
        return ", ".join(
            part for part in (f"{self.kind.label} : {self.label}", date_fr(self.first), self.hours) if part
        )

    def touches(self, first: date, last: date) -> bool:
        return self.first <= last and self.last >= first

    @property
    def rank(self) -> tuple[date, bool, datetime, int, str]:
        """Of a day: what has an hour, then the rest by kind."""
        midnight = timezone.make_aware(datetime.combine(self.first, time.min))
        return (self.first, self.starts_at is None, self.starts_at or midnight, self.kind.order, self.label)


def kinds() -> dict[str, Kind]:
    """Every kind the rooms registered, in the order they are shown; « Autre » comes last."""
    found = [_kind(name, one) for name, one in registry.calendar_kinds.items()]
    return {one.name: one for one in [*sorted(found, key=lambda one: (one.order, one.label)), OTHER]}


def entries_between(
    membership: Membership, first: date, last: date, *, hidden: Collection[str] = (), kept: Kept | None = None
) -> list[Entry]:
    """What this member sees of the days asked, in order. Each room answers for what may be seen.

    A page that is looked at again and again gives what was ``kept`` for its reader.
    """
    known = kinds()
    events = [event for provider in registry.calendar.values() for event in provider(membership, first, last)]
    found = [_entry(event, known.get(event.kind, OTHER)) for event in events]
    due = kept.get("agenda", lambda: _other_deadlines(membership)) if kept else _other_deadlines(membership)
    found += _deadlines(due, known.get(DEADLINE, OTHER), {(one.url, one.first) for one in found})
    shown = (one for one in found if not _is_hidden(one, hidden) and one.touches(first, last))
    return sorted(shown, key=lambda one: one.rank)


def _is_hidden(one: Entry, hidden: Collection[str]) -> bool:
    return one.kind.name in hidden or (one.of_others and OTHERS.name in hidden)


def _entry(event: CalendarEvent, kind: Kind) -> Entry:
    first = timezone.localdate(event.starts_at)
    last = max(first, timezone.localdate(event.ends_at if event.all_day else event.ends_at - LAST_MOMENT))
    return Entry(
        label=event.label,
        url=event.url,
        kind=kind,
        first=first,
        last=last,
        starts_at=None if event.all_day else event.starts_at,
        ends_at=None if event.all_day else event.ends_at,
        detail=event.detail,
        move_url=event.move_url,
        is_busy=kind.is_busy and not event.of_others,
        of_others=event.of_others,
        uid=event.uid,
        sequence=event.sequence,
        place=event.place,
    )


def _deadlines(due: Iterable[Deadline], kind: Kind, shown: set[tuple[str, date]]) -> Iterator[Entry]:
    """Those that no event already stands for. A room that gives both under one name puts its own dates there itself."""
    for one in due:
        if (one.url, one.due_on) not in shown:
            shown.add((one.url, one.due_on))
            yield Entry(one.label, one.url, kind, one.due_on, one.due_on, detail=one.source)


def _other_deadlines(membership: Membership) -> list[Deadline]:
    rooms = (provider for name, provider in registry.deadlines.items() if registry.calendar.get(name) is None)
    return [one for provider in rooms for one in provider(membership)]


def _kind(name: str, one: CalendarKind) -> Kind:
    return Kind(name, one.label, one.icon, one.tone, one.order, one.is_busy)
