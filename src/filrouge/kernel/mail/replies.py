"""Answers given from people's own calendars (iTIP REPLY, RFC 5546), carried by mail to the sender's mailbox.

Off unless a mailbox is set. A reply is matched by the event's UID and the attendee's address, never by a name; the
address must also be the one the mail came from.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from icalendar import Calendar
from imap_tools import AND, MailBox, MailBoxStartTls, MailMessage, MailMessageFlags

from filrouge.kernel.jobs import job
from filrouge.kernel.registry import Registry
from filrouge.kernel.tenancy.models import Organisation
from filrouge.kernel.tenancy.scope import organisation_scope

logger = logging.getLogger("filrouge.mail")

MOST = 200  # mails a turn, the latest first
RECENT = timedelta(days=14)  # an older mail still unseen is somebody's own business
LARGEST = 200_000  # bytes of a calendar
PARTSTATS = {"ACCEPTED", "DECLINED", "TENTATIVE"}


@dataclass(frozen=True, slots=True)
class CalendarReply:
    kind: str  # first part of the UID: "reunion"
    object_id: UUID
    organisation_id: UUID
    email: str
    partstat: str  # ACCEPTED, DECLINED or TENTATIVE
    sequence: int
    comment: str


# First part of the UID → what to do with the answer; tells whether it was taken.
calendar_replies: Registry[Callable[[CalendarReply], bool]] = Registry("calendar_replies")


@job(every=timedelta(minutes=5), attempts=1)
def read_replies() -> None:
    """Read the unseen mails of the mailbox; each is marked as seen once dealt with, and left where it is."""
    if not settings.IMAP_HOST:
        return
    unseen = AND(seen=False, date_gte=timezone.localdate() - RECENT)
    with mailbox() as box:
        for message in box.fetch(unseen, mark_seen=False, limit=MOST, reverse=True):
            taken = [take(reply) for reply in replies_in(message)]
            if taken:  # what is not a reply is left unseen, for whoever reads this mailbox
                box.flag(message.uid, MailMessageFlags.SEEN, value=True)
                logger.info("calendar replies read=%s taken=%s", len(taken), sum(taken))


@contextlib.contextmanager
def mailbox() -> Iterator[Any]:
    kind = MailBox if settings.IMAP_SSL else MailBoxStartTls
    with kind(settings.IMAP_HOST, settings.IMAP_PORT, timeout=20).login(
        settings.IMAP_USER, settings.IMAP_PASSWORD, initial_folder=settings.IMAP_FOLDER
    ) as box:
        yield box


def replies_in(message: MailMessage) -> Iterator[CalendarReply]:
    sender = message.from_.lower()
    for calendar in _calendars(message.obj):
        if str(calendar.get("METHOD", "")).upper() != "REPLY":
            continue
        for event in calendar.walk("VEVENT"):
            reply = _reply(event)
            if reply is not None and reply.email == sender:
                yield reply


def take(reply: CalendarReply) -> bool:
    handler = calendar_replies.get(reply.kind)
    organisation = Organisation.objects.filter(pk=reply.organisation_id).first()
    if handler is None or organisation is None:
        return False
    with organisation_scope(organisation):
        return handler(reply)


def _calendars(message: EmailMessage | Any) -> Iterator[Any]:
    for part in message.walk():
        if part.get_content_type() not in {"text/calendar", "application/ics"}:
            continue
        content = part.get_payload(decode=True)
        if not isinstance(content, bytes) or len(content) > LARGEST:
            continue
        try:
            yield Calendar.from_ical(content)
        except ValueError:
            logger.info("calendar reply unreadable")
        return  # the same calendar is often there twice, as text and as attachment


def _reply(event: Any) -> CalendarReply | None:
    attendees = event.get("ATTENDEE", [])
    attendees = attendees if isinstance(attendees, list) else [attendees]
    kind, _, rest = str(event.get("UID", "")).removesuffix("@filrouge").partition("-")
    if len(attendees) != 1 or len(rest) != 36 + 1 + 32:
        return None  # a reply speaks for one person
    partstat = str(attendees[0].params.get("PARTSTAT", "")).upper()
    try:
        object_id, organisation_id = UUID(rest[:36]), UUID(rest[37:])
        sequence = int(event.get("SEQUENCE", 0))
    except ValueError:
        return None
    if partstat not in PARTSTATS:
        return None
    email = str(attendees[0]).lower().removeprefix("mailto:")
    comment = str(event.get("COMMENT", ""))[:300]
    return CalendarReply(kind, object_id, organisation_id, email, partstat, sequence, comment)
