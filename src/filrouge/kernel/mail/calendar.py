"""Calendar invitations carried by mails (RFC 5545, 5546 and 6047)."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone
from icalendar import Calendar, Event, vCalAddress

from filrouge.kernel.tenancy.scope import current_organisation

CANCEL = "CANCEL"
NO_BREAK = "\u00a0\u202f"  # « 12 h 30 » stays in one piece


def event_uid(kind: str, object_id: UUID, organisation_id: UUID) -> str:
    """The identifier of a calendar event, the same for life; it names its organisation so that answers find it."""
    return f"{kind}-{object_id}-{organisation_id.hex}@filrouge"


def invitation(
    *,
    uid: str,
    sequence: int,
    summary: str,
    description: str,
    location: str,
    starts_at: datetime,
    ends_at: datetime,
    organizer_email: str,
    organizer_name: str,
    attendee_email: str,
    attendee_name: str,
    method: str = "REQUEST",
) -> str:
    """One event for one guest. The same ``uid`` for life; ``sequence`` grows with each change of date or place.

    Give ``mail.services.sender_address()`` as the organizer: calendars refuse an organizer who is not the sender.
    """
    zone = ZoneInfo(current_organisation().time_zone)
    event = Event()
    event.add("uid", uid)
    event.add("sequence", sequence)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", starts_at.astimezone(zone))
    event.add("dtend", ends_at.astimezone(zone))
    event.add("summary", one_line(summary))
    if description:
        event.add("description", description)
    if location:
        event.add("location", one_line(location))
    event.add("status", "CANCELLED" if method == CANCEL else "CONFIRMED")
    event.add("organizer", _party(organizer_email, organizer_name))
    event.add("attendee", _guest(attendee_email, attendee_name))
    return _calendar(event, method, starts_at.astimezone(zone), ends_at.astimezone(zone))


def _calendar(event: Event, method: str, starts_at: datetime, ends_at: datetime) -> str:
    calendar = Calendar()
    calendar.add("prodid", "-//Fil rouge//FR")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(event)
    # without dates, the library writes seventy years of changes of hour
    first = starts_at.date().replace(month=1, day=1)
    last = ends_at.date().replace(year=ends_at.year + 1, month=1, day=1)
    calendar.add_missing_timezones(first_date=first, last_date=last)
    return str(calendar.to_ical().decode())


def _party(email: str, name: str) -> vCalAddress:
    party = vCalAddress(f"mailto:{one_line(email)}")
    party.params["CN"] = one_line(name).replace('"', "’")
    return party


def _guest(email: str, name: str) -> vCalAddress:
    guest = _party(email, name)
    guest.params["PARTSTAT"] = "NEEDS-ACTION"
    guest.params["ROLE"] = "REQ-PARTICIPANT"
    guest.params["RSVP"] = "TRUE"
    return guest


def one_line(text: str) -> str:
    """Names and titles written by people: neither line break nor control character enters a header or a property."""
    kept = "".join(char if char.isprintable() or char in NO_BREAK else " " for char in text)
    return re.sub(" +", " ", kept).strip()
