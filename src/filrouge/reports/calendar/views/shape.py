"""The events of a period turned into a grid, a list, or twelve small months."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from filrouge.kernel.days.almanac import Almanac, almanac_of
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.work.kept import Kept
from filrouge.reports.calendar import queries
from filrouge.reports.calendar.enums import View
from filrouge.reports.calendar.queries import Entry, Kind, Period
from filrouge.ui.tabs import Tab
from filrouge.ui.typography import MONTHS, WEEKDAYS, count, date_fr

ONE_DAY = timedelta(days=1)
IN_A_CELL = 3  # then « + 4 », which leads to the day
TABS = (View.MONTH, View.WEEK, View.YEAR, View.LIST)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address says; what makes no sense is as if absent."""

    view: View
    day: date
    hidden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    day: date
    url: str
    tone: str  # what colours it: "public", "school", "weekend", ""
    note: str  # what is said of it: « vacances d’hiver »
    is_said_before: bool  # beside it, the day before says the same
    is_today: bool
    is_inside: bool  # of the period; the others only fill the grid
    shown: Sequence[Entry] = field(default=())
    more: int = 0

    @property
    def said(self) -> str:
        remarks = [self.note] if self.note else []
        if found := len(self.shown) + self.more:
            remarks.append(count(found, "événement"))
        return ", ".join([date_fr(self.day), *remarks])


@dataclass(frozen=True, slots=True)
class SmallMonth:
    label: str
    url: str
    number: int
    weeks: Sequence[Sequence[Cell | None]]


@dataclass(frozen=True, slots=True)
class KindToggle:
    kind: Kind
    is_shown: bool
    url: str


def asked(query: QueryDict) -> Asked:
    wanted = query.get("vue", "")
    view = View(wanted) if wanted in View.values else View.MONTH
    try:
        day = date.fromisoformat(query.get("jour", ""))
    except ValueError:
        day = timezone.localdate()
    known = [*queries.kinds(), queries.OTHERS.name]
    return Asked(view, day, tuple(name for name in known if name in query.getlist("sans")))


def address(view: View, day: date, hidden: Collection[str]) -> str:
    query = QueryDict(mutable=True)
    query["vue"], query["jour"] = str(view), day.isoformat()
    query.setlist("sans", list(hidden))
    return f"?{query.urlencode()}"


def page_context(request: TenantRequest) -> dict[str, Any]:
    wanted = asked(request.GET)
    period = queries.period_of(wanted.view, wanted.day)
    kept = Kept(request.membership, request)
    entries = queries.entries_between(request.membership, *period.shown, hidden=wanted.hidden, kept=kept)
    almanac = almanac_of()
    cells = cells_of(period, entries, almanac, wanted.hidden)
    by_day = {cell.day: cell for cell in cells}
    return around(period, wanted.hidden) | {
        "period": period,
        "view": str(period.view),
        "weeks": [[by_day[day] for day in week] for week in period.weeks],
        "months": small_months(period, by_day, wanted.hidden) if period.view == View.YEAR else [],
        "listed": [cell for cell in cells if cell.shown] if period.view in {View.LIST, View.DAY} else [],
        "weekdays": WEEKDAYS,
        "may_move": any(one.move_url for one in entries),
        "here": request.get_full_path(),
        "number": sum(one.touches(period.first, period.last) for one in entries),
        "almanac": almanac,
        "is_estimated": almanac.is_estimated(period.last),
    }


def around(period: Period, hidden: Collection[str]) -> dict[str, Any]:
    """Where one goes from here: other days, other views, more kinds or fewer."""
    return {
        "tabs": [Tab(str(one.label), address(one, period.day, hidden), one == period.view) for one in TABS],
        "previous_url": address(period.view, period.previous, hidden),
        "next_url": address(period.view, period.following, hidden),
        "today_url": address(period.view, timezone.localdate(), hidden),
        "toggles": toggles(period, hidden),
        "all_url": address(period.view, period.day, ()) if hidden else "",
    }


def cells_of(period: Period, entries: Iterable[Entry], almanac: Almanac, hidden: Collection[str]) -> list[Cell]:
    """Every day shown, with what it holds; a month says the first of each day only."""
    by_day: dict[date, list[Entry]] = {}
    first, last = period.shown
    for entry in entries:
        for day in days_between(max(first, entry.first), min(last, entry.last)):
            by_day.setdefault(day, []).append(entry)
    kept = IN_A_CELL if period.view == View.MONTH else None
    return [_cell(day, period, by_day.get(day, []), kept, almanac, hidden) for day in days_between(first, last)]


def _cell(
    day: date, period: Period, found: list[Entry], kept: int | None, almanac: Almanac, hidden: Collection[str]
) -> Cell:
    public, school = almanac.public_holiday(day), almanac.school_holiday(day)
    tone = "public" if public else "weekend" if day.weekday() > 4 else "school" if school else ""
    found = sorted(found, key=lambda one: (one.starts_at is None, one.rank[1:]))
    kept = len(found) if kept is None or len(found) <= kept + 1 else kept  # « + 1 » would take the place of the one
    return Cell(
        day=day,
        url=address(View.DAY, day, hidden),
        tone=tone,
        note=public or school,
        is_said_before=day.weekday() > 0 and (public or school) == almanac.reason_to_avoid(day - ONE_DAY),
        is_today=day == timezone.localdate(),
        is_inside=period.first <= day <= period.last,
        shown=found[:kept],
        more=len(found) - kept,
    )


def note_of(day: date, almanac: Almanac) -> str:
    """For the wall: a public holiday on its day, school holidays on their first day and each Monday."""
    if public := almanac.public_holiday(day):
        return public
    school = almanac.school_holiday(day)
    is_told = day.weekday() > 0 and day.day > 1 and almanac.school_holiday(day - ONE_DAY) == school
    return "" if is_told else school


def small_months(period: Period, by_day: dict[date, Cell], hidden: Collection[str]) -> list[SmallMonth]:
    months = []
    for rank, name in enumerate(MONTHS, 1):
        month = queries.period_of(View.MONTH, date(period.day.year, rank, 1))
        weeks = [[by_day[day] if day.month == rank else None for day in week] for week in month.weeks]
        entries = {id(entry) for week in weeks for cell in week if cell for entry in cell.shown}
        months.append(SmallMonth(name, address(View.MONTH, month.first, hidden), len(entries), weeks))
    return months


def toggles(period: Period, hidden: Collection[str]) -> list[KindToggle]:
    """A link per kind, which shows it or hides it; then one for what others have in hand."""
    found = []
    for kind in [*queries.kinds().values(), queries.OTHERS]:
        others = [name for name in hidden if name != kind.name]
        is_shown = kind.name not in hidden
        url = address(period.view, period.day, [*others, kind.name] if is_shown else others)
        found.append(KindToggle(kind, is_shown, url))
    return found


def days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=rank) for rank in range((last - first).days + 1)]
