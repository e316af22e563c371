from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Min, Prefetch, Q, QuerySet
from django.utils import timezone

from filrouge.kernel.days.almanac import Almanac
from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.enums import TO_COME, MeetingStatus
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.queries import readable_by
from filrouge.modules.scheduling.enums import OnHoliday
from filrouge.modules.scheduling.models import Occurrence, Series

HORIZON = timedelta(days=183)
WEEKS_LATER = 4  # beyond, a date is not late: it is another one


@dataclass(frozen=True, slots=True)
class Laid:
    """Where a date of the rule falls: that day, a later one, or nowhere; and why when it is not that day."""

    rule_day: date
    day: date | None
    reason: str = ""


def lay_days(series: Series, almanac: Almanac, first: date, last: date) -> list[Laid]:
    """The dates of a series between two days, with what holidays do to them."""
    days = series.days(first, last)
    around = set(series.days(first, last + timedelta(weeks=WEEKS_LATER)))
    return [_lay(day, OnHoliday(series.on_holiday), almanac, around) for day in days]


def _lay(day: date, on_holiday: OnHoliday, almanac: Almanac, taken: Collection[date]) -> Laid:
    reason = _reason(day, on_holiday, almanac)
    if not reason:
        return Laid(day, day)
    if on_holiday == OnHoliday.NEXT_WEEK:
        for weeks in range(1, WEEKS_LATER + 1):
            later = day + timedelta(weeks=weeks)
            if later in taken:
                break  # the next date of the series is already there
            if not _reason(later, on_holiday, almanac):
                return Laid(day, later, reason)
    return Laid(day, None, reason)


def _reason(day: date, on_holiday: OnHoliday, almanac: Almanac) -> str:
    if public := almanac.public_holiday(day):
        return public
    school = "" if on_holiday == OnHoliday.KEEP else almanac.school_holiday(day)
    return f"{school} (dates probables)" if school and almanac.is_estimated(day) else school


def readable_series(membership: Membership) -> QuerySet[Series]:
    """Series whose type of meeting this member reads without being called."""
    levels = [level for level, capability in policy.READING.items() if can(membership, capability)]
    return Series.objects.filter(type__confidentiality__in=levels).select_related("type", "group", "site")


def series_list(membership: Membership) -> QuerySet[Series]:
    """Series with the moment of their next date (``next_at``), those under way first."""
    ahead = Q(occurrences__meeting__starts_at__gte=timezone.now(), occurrences__meeting__status__in=TO_COME)
    return (
        readable_series(membership)
        .annotate(next_at=Min("occurrences__meeting__starts_at", filter=ahead))
        .order_by(F("stopped_on").asc(nulls_first=True), F("next_at").asc(nulls_last=True), "title", "pk")
    )


def series_with_dates(membership: Membership) -> QuerySet[Series]:
    """Series with the dates this member may read."""
    readable = readable_by(membership, "meeting__")  # empty for who reads all: nothing may be added to it
    dates = Occurrence.objects.filter(readable | Q(meeting__isnull=True) if readable else Q())
    dates = dates.select_related("meeting", "meeting__type", "series").order_by("series_id", "rule_day")
    return readable_series(membership).prefetch_related(Prefetch("occurrences", dates))


def occurrences_ahead(series: Series, first: date) -> QuerySet[Occurrence]:
    """Dates from a day on, with their meetings."""
    return Occurrence.objects.filter(series=series, rule_day__gte=first).select_related("meeting", "series")


def occurrence_of(meeting: Meeting) -> Occurrence | None:
    return Occurrence.objects.filter(meeting=meeting).select_related("series").first()


def next_in_series(meeting: Meeting) -> Meeting | None:
    """The first meeting to come of the same series, after this one."""
    same = Occurrence.objects.filter(meeting=meeting).values("series")
    return (
        Meeting.objects.filter(
            pk__in=Occurrence.objects.filter(series__in=same).values("meeting"),
            starts_at__gt=meeting.starts_at,
            status__in=(MeetingStatus.DRAFT, MeetingStatus.CONVENED),
        )
        .order_by("starts_at", "pk")
        .first()
    )


def series_to_lay(today: date) -> QuerySet[Series]:
    """Series under way, whose dates ahead are to be kept laid."""
    return Series.objects.filter(Q(last_on__isnull=True) | Q(last_on__gte=today), stopped_on__isnull=True)
