"""Calendars to subscribe to (RFC 5545): many events, read again by programs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from filrouge.kernel.mail.calendar import one_line
from filrouge.kernel.tenancy.scope import current_organisation

READ_AGAIN = timedelta(hours=1)  # asked of the programs; several read every few hours all the same


@dataclass(frozen=True, slots=True)
class FeedEvent:
    uid: str
    sequence: int
    stamped_at: datetime  # the last change: the same calendar must read the same twice
    starts_at: datetime
    ends_at: datetime
    summary: str
    location: str = ""
    description: str = ""
    url: str = ""
    tentative: bool = False
    all_day: bool = False  # only the days count, the last one included
    is_busy: bool = True  # in programs that show who is free


def calendar_feed(name: str, events: Iterable[FeedEvent]) -> bytes:
    zone = ZoneInfo(current_organisation().time_zone)
    calendar = Calendar()
    calendar.add("prodid", "-//Fil rouge//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", one_line(name))
    calendar.add("x-wr-timezone", zone.key)
    calendar.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    years: set[int] = set()
    for one in events:
        calendar.add_component(_event(one, zone))
        years |= {one.starts_at.year, one.ends_at.year}
    if years:  # without dates, the library writes seventy years of changes of hour
        first, last = datetime(min(years), 1, 1, tzinfo=zone), datetime(max(years) + 1, 1, 1, tzinfo=zone)
        calendar.add_missing_timezones(first_date=first.date(), last_date=last.date())
    return bytes(calendar.to_ical())


def _event(one: FeedEvent, zone: ZoneInfo) -> Event:
    event = Event()
    event.add("uid", one.uid)
    event.add("sequence", one.sequence)
    event.add("dtstamp", one.stamped_at.astimezone(ZoneInfo("UTC")))
    starts, ends = one.starts_at.astimezone(zone), one.ends_at.astimezone(zone)
    event.add("dtstart", starts.date() if one.all_day else starts)
    event.add("dtend", ends.date() + timedelta(days=1) if one.all_day else ends)
    event.add("summary", one_line(one.summary))
    event.add("status", "TENTATIVE" if one.tentative else "CONFIRMED")
    event.add("transp", "OPAQUE" if one.is_busy else "TRANSPARENT")
    for name, value in (("location", one_line(one.location)), ("description", one.description), ("url", one.url)):
        if value:
            event.add(name, value)
    return event
