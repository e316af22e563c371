"""Where the meetings of a year fall: allowed days, spread evenly, never two at the same noon. Dates only, no rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from filrouge.kernel.days.almanac import Almanac
from filrouge.modules.scheduling.enums import Rhythm
from filrouge.ui.typography import MONTHS, count


@dataclass(frozen=True, slots=True)
class Wish:
    """What one line of the plan asks for. ``best_day``: the day of the week to prefer where there is a choice."""

    rhythm: Rhythm
    number: int
    weekdays: Sequence[int]
    hours: Sequence[time]
    minutes: int
    avoided_months: Sequence[int] = ()
    best_day: int | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A span of the wall clock, busy or to be."""

    day: date
    starts: time
    minutes: int

    def overlaps(self, other: Moment) -> bool:
        one, two = self._bounds(), other._bounds()
        return one[0] < two[1] and two[0] < one[1]

    def _bounds(self) -> tuple[datetime, datetime]:
        begins = datetime.combine(self.day, self.starts)
        return begins, begins + timedelta(minutes=self.minutes)


@dataclass(frozen=True, slots=True)
class Layout:
    """The dates found, and in words why fewer than asked."""

    moments: list[Moment] = field(default_factory=list)
    shortfall: str = ""


@dataclass(frozen=True, slots=True)
class Year:
    """The year to fill: from a day on (nothing is laid in the past), around what is already there."""

    year: int
    first: date
    almanac: Almanac
    avoids_holidays: bool = True

    def days(self, wish: Wish) -> list[date]:
        """Every day on which this wish may fall."""
        start = max(self.first, date(self.year, 1, 1))
        last = date(self.year, 12, 31)
        days = (start + timedelta(days=step) for step in range((last - start).days + 1))
        return [day for day in days if self.allows(day, wish)]

    def allows(self, day: date, wish: Wish) -> bool:
        if day.weekday() not in wish.weekdays or day.month in wish.avoided_months:
            return False
        if self.almanac.public_holiday(day):
            return False
        return not (self.avoids_holidays and self.almanac.school_holiday(day))


def lay(wish: Wish, year: Year, busy: Sequence[Moment], own: Sequence[Moment] = ()) -> Layout:
    """The dates of one line. ``busy``: everything already in the year; ``own``: the dates this line already has."""
    days = year.days(wish)
    if wish.rhythm == Rhythm.WEEKS:
        return _lay_by_weeks(wish, days, busy, own)
    wanted = max(0, wish.number - len(own))
    return _lay_by_number(wish, wanted, days, busy, own)


def _lay_by_number(
    wish: Wish, wanted: int, days: Sequence[date], busy: Sequence[Moment], own: Sequence[Moment]
) -> Layout:
    """As far as possible from one another: each target is the middle of an equal share of the days allowed."""
    if not wanted:
        return Layout()
    days = _preferred(wish, days, wish.number)
    found: list[Moment] = []
    for target in _targets(days, wish.number, own):
        moment = _nearest(wish, days, target, [*busy, *found], [*own, *found])
        if moment is None:
            break  # every day was looked at: there is no room left
        found.append(moment)
    return Layout(sorted(found, key=lambda one: (one.day, one.starts)), _why_short(wish, wanted, found, days))


def _targets(days: Sequence[date], number: int, own: Sequence[Moment]) -> list[int]:
    """Ranks of the middles of ``number`` equal shares, those already served by a date of one's own left out."""
    middles = [(2 * rank + 1) * len(days) // (2 * number) for rank in range(number)] if days else []
    for moment in own:
        if middles:
            middles.remove(min(middles, key=lambda rank: abs((days[rank] - moment.day).days)))
    return middles


def _nearest(
    wish: Wish, days: Sequence[date], target: int, busy: Sequence[Moment], own: Sequence[Moment]
) -> Moment | None:
    """The first free day outwards from the target: a day without any meeting, else a free hour of another."""
    taken, mine = {one.day for one in busy}, {one.day for one in own}
    ranks = sorted(range(len(days)), key=lambda rank: (abs(rank - target), rank))
    near = [days[rank] for rank in ranks if days[rank] not in mine]
    for day in [*(day for day in near if day not in taken), *(day for day in near if day in taken)]:
        moment = _at_free_hour(wish, day, busy)
        if moment is not None:
            return moment
    return None


def _at_free_hour(wish: Wish, day: date, busy: Sequence[Moment]) -> Moment | None:
    same_day = [one for one in busy if one.day == day]
    for starts in wish.hours:
        moment = Moment(day, starts, wish.minutes)
        if not any(moment.overlaps(other) for other in same_day):
            return moment
    return None


def _lay_by_weeks(wish: Wish, days: Sequence[date], busy: Sequence[Moment], own: Sequence[Moment]) -> Layout:
    """One date in each span of so many weeks, in its first weeks rather than its last."""
    found: list[Moment] = []
    empty = 0
    days = _preferred(wish, days, 52 // wish.number)
    for first, last in _spans(days, wish.number):
        if any(first <= one.day <= last for one in own):
            continue
        inside = [day for day in days if first <= day <= last]
        around = [*busy, *found]
        taken = {one.day for one in around}
        in_order = [*(day for day in inside if day not in taken), *(day for day in inside if day in taken)]
        moment = next((one for day in in_order if (one := _at_free_hour(wish, day, around))), None)
        if moment is not None:
            found.append(moment)
        else:
            empty += 1
    shortfall = (
        f"{count(empty, 'période')} sans date possible : vacances, jours fériés ou heures prises" if empty else ""
    )
    if not days:
        shortfall = _no_day(wish)
    return Layout(found, shortfall)


def _spans(days: Sequence[date], weeks: int) -> Iterator[tuple[date, date]]:
    if not days:
        return
    first = days[0] - timedelta(days=days[0].weekday())
    while first <= days[-1]:
        yield first, first + timedelta(days=7 * weeks - 1)
        first += timedelta(weeks=weeks)


def _preferred(wish: Wish, days: Sequence[date], number: int) -> Sequence[date]:
    """Only the best day of the week, when it alone can hold everything."""
    if wish.best_day is None:
        return days
    best = [day for day in days if day.weekday() == wish.best_day]
    return best if len(best) >= number else days


def _why_short(wish: Wish, wanted: int, found: Sequence[Moment], days: Sequence[date]) -> str:
    missing = wanted - len(found)
    if not missing:
        return ""
    if not days:
        return _no_day(wish)
    return f"Il manque {count(missing, 'date')} : les jours et heures possibles sont tous pris."


def _no_day(wish: Wish) -> str:
    months = ", ".join(MONTHS[month - 1] for month in sorted(wish.avoided_months))
    besides = f", et {months} sont évités" if months else ""
    return f"Aucun jour possible : les jours cochés sont tous fériés, en vacances ou passés{besides}."
