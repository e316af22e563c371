from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from filrouge.modules.live.enums import SeatState
from filrouge.modules.live.models import ItemTime, LiveSession, Seat, Speech
from filrouge.modules.meetings.models import AgendaItem, Meeting, Participant


def lives() -> QuerySet[LiveSession]:
    return LiveSession.objects.select_related("meeting__type", "item")


def open_lives() -> QuerySet[LiveSession]:
    return lives().filter(closed_at__isnull=True)


def live_of(meeting: Meeting) -> LiveSession | None:
    """The direct of this meeting while it is open."""
    return open_lives().filter(meeting=meeting).first()


def live_with_code(code: str) -> LiveSession | None:
    return open_lives().filter(code=code).first()


def seats_of(live: LiveSession) -> QuerySet[Seat]:
    """Phones in the room and guests at the door, in the order they came."""
    return Seat.objects.filter(live=live, ended_at__isnull=True).select_related("participant__person")


def calls_of(live: LiveSession) -> dict[str, int]:
    """Phones that must ask again for what is theirs, those just let go included."""
    return {seat.mark: seat.calls for seat in Seat.objects.filter(live=live, calls__gt=0)}


def seat(pk: UUID) -> Seat | None:
    return (
        Seat.objects.select_related("live__meeting__type", "participant__person", "participant__item")
        .filter(pk=pk)
        .first()
    )


def expected_at(live: LiveSession) -> QuerySet[Participant]:
    """Those called, and the guests of one item (their ``item`` says which)."""
    return Participant.expected.filter(meeting=live.meeting_id).select_related("person", "item")


def taken_by(live: LiveSession) -> set[UUID]:
    """Participants who already have a phone in the session."""
    return {one.participant_id for one in seats_of(live) if one.participant_id}


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the agenda as the session sees it."""

    item: AgendaItem
    rank: int
    spent: int  # seconds, the present stretch left out
    since: datetime | None  # the clock runs since; only on the point in progress
    is_current: bool

    @property
    def planned(self) -> int:
        return self.item.minutes * 60

    @property
    def is_done(self) -> bool:
        return self.spent > 0 and not self.is_current


@dataclass(frozen=True, slots=True)
class Course:
    """Where the session stands in its agenda."""

    points: Sequence[Point]

    @property
    def current(self) -> Point | None:
        return next((point for point in self.points if point.is_current), None)

    def stands(self, item: UUID) -> str:
        """Where a point is: « now », « past », « next », or « later »."""
        point = next((one for one in self.points if one.item.pk == item), None)
        if point is None or point.is_done:
            return "past"
        return "now" if point.is_current else "next" if point == self.next else "later"

    @property
    def next(self) -> Point | None:
        """What comes after the point in progress; the first not yet treated when there is none."""
        after = self.points[self.current.rank :] if self.current else self.points
        return next((point for point in after if not point.is_done), None)

    @property
    def previous(self) -> Point | None:
        if self.current is None:
            return next((point for point in reversed(self.points) if point.is_done), None)
        return self.points[self.current.rank - 2] if self.current.rank > 1 else None

    @property
    def seconds_to_come(self) -> int:
        """Planned for the points neither treated nor in progress."""
        return sum(point.planned for point in self.points if not point.is_done and not point.is_current)


def course_of(live: LiveSession) -> Course:
    items = list(
        AgendaItem.objects.filter(meeting=live.meeting_id, postponed_at__isnull=True).order_by("position", "pk")
    )
    spent = dict(ItemTime.objects.filter(item__in=items).values_list("item_id", "seconds"))
    return Course(
        [
            Point(
                item,
                rank,
                spent.get(item.pk, 0),
                live.item_since if item.pk == live.item_id else None,
                item.pk == live.item_id,
            )
            for rank, item in enumerate(items, 1)
        ]
    )


@dataclass(frozen=True, slots=True)
class Floor:
    """Hands in order, who speaks, and how long each profession has spoken."""

    hands: Sequence[Seat]
    speaking: Speech | None
    seconds: dict[str, int]  # by the name of the profession, the longest first


def floor_of(live: LiveSession, seats: Sequence[Seat], now: datetime) -> Floor:
    speeches = list(Speech.objects.filter(live=live).select_related("seat__participant__person"))
    totals: dict[str, int] = {}
    for speech in speeches:
        name = speech.seat.get_profession_display()
        totals[name] = totals.get(name, 0) + speech.seconds_until(now)
    hands = [(seat.hand_raised_at, seat) for seat in seats if seat.hand_raised_at is not None]
    return Floor(
        [seat for _raised, seat in sorted(hands, key=lambda pair: pair[0])],
        next((speech for speech in speeches if speech.ended_at is None), None),
        dict(sorted(totals.items(), key=lambda pair: -pair[1])),
    )


def hands_before(seat: Seat) -> int:
    """How many ask for the floor before this seat does."""
    if seat.hand_raised_at is None:
        return 0
    return Seat.objects.filter(live=seat.live_id, hand_raised_at__lt=seat.hand_raised_at).count()


def is_speaking(seat: Seat) -> bool:
    return Speech.objects.filter(live=seat.live_id, seat=seat, ended_at__isnull=True).exists()


def presences_of(live: LiveSession) -> str:
    """A word that changes when somebody's presence does."""
    rows = expected_at(live).order_by("pk").values_list("pk", "presence", "arrived_at", "left_at", "claim")
    return f"{zlib.crc32(repr(list(rows)).encode()):x}"


def waiting(seats: Sequence[Seat]) -> list[Seat]:
    return [seat for seat in seats if seat.state == SeatState.WAITING]
