from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.registry import Stake, TodayItem
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.work.queries import presence_of
from filrouge.reports.today.faces import COMING, face_of
from filrouge.reports.today.queries.news import News, news_of
from filrouge.ui.typography import hour

USUAL = timedelta(days=7)  # between two visits, for who did not say their days
SHOWN = 12  # lines of a section before « voir les autres »
ONE_DAY, AHEAD = timedelta(days=1), timedelta(days=31)
FAR = timedelta(days=62)  # the next visit is looked for no further


@dataclass(frozen=True, slots=True)
class Desk:
    """What the rooms say of today to one member, in one organisation. Plain values: it may be kept."""

    today: date  # the organisation's own
    items: tuple[TodayItem, ...]
    next_visit: date
    known: bool  # the days of presence are: otherwise the next visit is a guess
    present: int | None  # minutes today, when the days of presence are known
    news: News
    stakes: tuple[Stake, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    item: TodayItem
    desk: Desk
    membership: Membership


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    title: str
    lines: list[Line]  # those shown
    total: int


def desk_of(membership: Membership) -> Desk:
    """Inside the organisation's scope: its rows, its time."""
    now, today = timezone.now(), timezone.localdate()
    days = presence_of(membership, today, today + FAR)
    coming = min((day for day, minutes in (days or {}).items() if minutes and day > today), default=None)
    items = [item for provider in registry.today.values() for item in provider(membership)]
    return Desk(
        today=today,
        items=(*items, *(meetings_to_come(membership, today) if COMING in face_of(membership) else ())),
        next_visit=coming or today + USUAL,
        known=coming is not None,
        present=None if days is None else days.get(today, 0),
        news=news_of(membership, now),
    )


def stakes_of(membership: Membership) -> tuple[Stake, ...]:
    return tuple(stake for provider in registry.stakes.values() for stake in provider(membership))


def meetings_to_come(membership: Membership, today: date) -> Iterator[TodayItem]:
    """Of the month, for who does not look at the calendar every day; those of today are said already."""
    if provider := registry.calendar.get("meetings"):
        for event in provider(membership, today + ONE_DAY, today + AHEAD):
            day, when = timezone.localdate(event.starts_at), hour(timezone.localtime(event.starts_at))
            detail = f"{when}, {event.detail}" if event.detail else when
            yield TodayItem("coming", event.label, event.url, day, detail, "calendar-event")


def sections_of(
    desks: Iterable[tuple[Membership, Desk]], face: Sequence[tuple[str, str]], whole: str = ""
) -> list[Section]:
    """In the order of this face, the most pressing first. Empty sections are left out; only ``whole`` is not cut."""
    found: dict[str, list[Line]] = {}
    for membership, desk in desks:
        for item in desk.items:
            later = item.section == "due" and item.due_on is not None and item.due_on > desk.next_visit
            found.setdefault("later" if later else item.section, []).append(Line(item, desk, membership))
    return [
        Section(code, title, _in_order(found[code])[: None if code == whole else SHOWN], len(found[code]))
        for code, title in face
        if code in found
    ]


def late_in(desk: Desk) -> int:
    return sum(item.section == "due" and item.due_on is not None and item.due_on < desk.today for item in desk.items)


def _in_order(lines: Iterable[Line]) -> list[Line]:
    return sorted(lines, key=lambda line: (line.item.due_on or date.max, line.item.weight, line.item.label))
