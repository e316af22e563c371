from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from filrouge.modules.planning.engine.values import Frame, Owner

ONE_DAY = timedelta(days=1)
FAR = 1500  # calendar days without enough working days: the calendar is wrong
AFTERWARDS = 60  # working days in which what follows the target must find its place


class WorkingDays:
    """The working days around a target, by position: « 12 before », « the 3rd after »."""

    def __init__(self, frame: Frame, lead: int, tail: int) -> None:
        is_working = frame.is_working_day
        first, last = min(frame.today, frame.target), max(frame.today, frame.target, frame.begins_on or frame.today)
        between = [day for step in range((last - first).days + 1) if is_working(day := first + timedelta(days=step))]
        earlier = _walk(first, -ONE_DAY, lead + 1, is_working)
        later = _walk(last, ONE_DAY, tail + AFTERWARDS, is_working)
        self.days = earlier[::-1] + between + later
        self._before = bisect_left(self.days, frame.target)  # position of the first day from the target on
        self.target = bisect_right(self.days, frame.target) - 1  # of the target or the last working day before it
        self.after_target = self.target + 1

    def nominal(self, days: int) -> int:
        """Position of « so many working days before (below zero) or after the target »."""
        if days == 0:
            return self.target
        return self._before + days if days < 0 else self.target + days

    def on_or_after(self, day: date) -> int:
        return bisect_left(self.days, day)

    def on_or_before(self, day: date) -> int:
        return bisect_right(self.days, day) - 1


@dataclass(slots=True)
class Attempt:
    kept: bool = False


class Availability:
    """The minutes that each owner still has, by position of the day. ``last``: the end of what may be used."""

    def __init__(self, frame: Frame, working: WorkingDays) -> None:
        self._frame, self._days = frame, working.days
        self._left: dict[Owner, list[int]] = {}
        for booking in frame.booked:
            first, last = bisect_left(self._days, booking.starts_on), bisect_right(self._days, booking.ends_on) - 1
            self.take_before(booking.owner, booking.minutes, first, last)

    def left(self, owner: Owner) -> list[int]:
        if owner not in self._left:
            known = self._frame.presence.get(owner)
            each = self._frame.minutes_a_day
            self._left[owner] = [each if known is None else max(known.get(day, 0), 0) for day in self._days]
        return self._left[owner]

    def is_there(self, owner: Owner, position: int) -> bool:
        known = self._frame.presence.get(owner)
        return known is None or known.get(self._days[position], 0) > 0

    @contextmanager
    def unless_kept(self, owner: Owner) -> Iterator[Attempt]:
        """An attempt: the minutes taken inside are given back unless it is kept."""
        left, attempt = self.left(owner), Attempt()
        before = left.copy()
        yield attempt
        if not attempt.kept:
            left[:] = before

    def take_before(self, owner: Owner, minutes: int, first: int, last: int) -> tuple[list[int], int]:
        """Take minutes from the last day back to the first; the days used, earliest first, and what is missing."""
        used, missing = self._take(owner, minutes, range(last, first - 1, -1))
        return used[::-1], missing

    def take_after(self, owner: Owner, minutes: int, first: int, last: int) -> tuple[list[int], int]:
        return self._take(owner, minutes, range(first, last + 1))

    def _take(self, owner: Owner, minutes: int, positions: range) -> tuple[list[int], int]:
        left, used = self.left(owner), []
        for position in positions:
            if minutes <= 0:
                break
            if taken := min(left[position], minutes):
                left[position] -= taken
                minutes -= taken
                used.append(position)
        return used, minutes


def _walk(start: date, step: timedelta, count: int, is_working: Callable[[date], bool]) -> list[date]:
    found: list[date] = []
    day = start
    for _ in range(FAR + 2 * count):
        if len(found) == count:
            return found
        day += step
        if is_working(day):
            found.append(day)
    raise ValueError("this calendar has too few working days")
