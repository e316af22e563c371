"""Send one mail, once.

The row is claimed by compare-and-set before anything leaves, so two workers never send the same mail. If the machine
stops between the sending and its note, the mail is sent a second time, once, with the same Message-ID.
"""

from __future__ import annotations

import logging
import smtplib
from datetime import datetime, timedelta
from email.utils import formataddr, parseaddr
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from filrouge.kernel.files import services as files
from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.jobs import job
from filrouge.kernel.mail import choosing
from filrouge.kernel.mail.calendar import one_line
from filrouge.kernel.mail.enums import MessageStatus, Urgency
from filrouge.kernel.mail.kinds import mail_kinds
from filrouge.kernel.mail.models import Message
from filrouge.kernel.mail.quiet import quiet_of_team
from filrouge.kernel.tenancy.models import Organisation
from filrouge.kernel.tenancy.scope import organisation_scope

logger = logging.getLogger("filrouge.mail")

ATTEMPTS = 6
STALE = timedelta(minutes=4)  # shorter than the job's time limit: a job taken up again may claim its mail again


class DeliveryDelayed(Exception):
    """The mail could not leave this time. Carries no address: the job's log must not."""


@job(attempts=ATTEMPTS, backoff=4.0, time_limit=300, queue="mail")
def send_message(organisation_id: str, message_id: str) -> None:
    organisation = Organisation.objects.filter(pk=organisation_id).first()
    if organisation is not None:
        deliver(organisation, UUID(message_id))


def dispatch(message: Message) -> None:
    """Give a mail to the worker, for now or for the morning."""
    message.leaves_at = _opening_for(message)
    if message.leaves_at is not None:
        Message.objects.filter(pk=message.pk).update(leaves_at=message.leaves_at)
    job = send_message.using(run_after=message.leaves_at) if message.leaves_at else send_message
    job.enqueue(str(message.organisation_id), str(message.pk))


def _opening_for(message: Message) -> datetime | None:
    """When a mail that must wait for the morning may leave; None when nothing holds it."""
    if message.urgency != Urgency.ORDINARY or message.forced:
        return None
    now = timezone.now()
    opening = quiet_of_team().next_opening(now)
    return None if opening == now else opening


def deliver(organisation: Organisation, message_id: UUID) -> None:
    """Claim, send, note. The network is reached outside any transaction."""
    with organisation_scope(organisation):
        message = None if _waits(message_id) else _claim(message_id)
        if message is None:
            return
        envelope = build(organisation, message)
    try:
        envelope.send()
    except Exception as error:
        with organisation_scope(organisation):
            retry = _note_failure(message, error)
        if retry:
            raise DeliveryDelayed(str(message_id)) from None
        return
    with organisation_scope(organisation):
        _mine(message).update(status=MessageStatus.SENT, sent_at=timezone.now(), last_error="", temporary=False)
    logger.info("mail sent message=%s organisation=%s", message_id, organisation.pk)


def build(organisation: Organisation, message: Message) -> EmailMultiAlternatives:
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    envelope = EmailMultiAlternatives(
        subject=message.subject,
        body=message.body_text,
        from_email=formataddr((one_line(organisation.name), address)),
        to=[formataddr((one_line(message.to_name), message.to_email))],
        reply_to=[organisation.contact_email] if organisation.contact_email else None,
        headers={
            "Message-ID": f"<{message.pk}@{address.rpartition('@')[2]}>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            **_stop_headers(message),
        },
    )
    if message.body_html:
        envelope.attach_alternative(message.body_html, "text/html")
    if message.calendar:
        method = "CANCEL" if "\nMETHOD:CANCEL" in message.calendar else "REQUEST"
        envelope.attach_alternative(message.calendar, f"text/calendar; method={method}")
        envelope.attach("invitation.ics", message.calendar.encode(), "application/ics")
    for stored in StoredFile.objects.filter(pk__in=message.attachment_ids).order_by("name", "pk"):
        envelope.attach(stored.name, files.read(stored), stored.media_type)
    return envelope


def _stop_headers(message: Message) -> dict[str, str]:
    """The button of the mail program that stops this kind (RFC 2369 and 8058); none for what the law requires."""
    if message.person is None or message.urgency == Urgency.LEGAL:
        return {}
    return {
        "List-Unsubscribe": f"<{choosing.stop_url(message.person, message.kind)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


def _waits(message_id: UUID) -> bool:
    """Put back to the morning a mail that comes to leave at night, and drop one that asks nothing any more."""
    message = Message.objects.filter(pk=message_id, status=MessageStatus.WAITING).first()
    if message is None:
        return False
    if _opening_for(message) is not None:
        dispatch(message)
        return True
    if message.leaves_at is None or still_asks(message):
        return False
    drop(message)
    return True


def drop(message: Message, why: str = "Devenu sans objet pendant qu’il attendait.") -> None:
    """By default: what it asked found its answer while it waited."""
    Message.objects.filter(pk=message.pk, status__in=(MessageStatus.WAITING, MessageStatus.HELD)).update(
        status=MessageStatus.CANCELLED, last_error=why
    )


def release(message: Message) -> bool:
    """Let a mail that was held leave alone."""
    held = Message.objects.filter(pk=message.pk, status=MessageStatus.HELD)
    if not held.update(status=MessageStatus.WAITING, held_because=""):
        return False
    message.status = MessageStatus.WAITING
    dispatch(message)
    return True


def still_asks(message: Message) -> bool:
    kind = mail_kinds.get(message.kind)
    if kind is None or kind.still_asks is None or message.person_id is None or message.object_id is None:
        return True
    return kind.still_asks(message.person_id, message.object_id)


def _claim(message_id: UUID) -> Message | None:
    now = timezone.now()
    free = Q(status=MessageStatus.WAITING) | Q(status=MessageStatus.SENDING, claimed_at__lt=now - STALE)
    claimed = Message.objects.filter(free, pk=message_id).update(
        status=MessageStatus.SENDING,
        claimed_at=now,
        first_tried_at=Coalesce("first_tried_at", Value(now)),
        attempts=F("attempts") + 1,
    )
    return Message.objects.get(pk=message_id) if claimed else None


def _mine(message: Message) -> QuerySet[Message]:
    return Message.objects.filter(pk=message.pk, status=MessageStatus.SENDING, claimed_at=message.claimed_at)


def _note_failure(message: Message, error: Exception) -> bool:
    """Write why in French; tell whether another try is worth it."""
    sentence, temporary = explain(error)
    retry = temporary and message.attempts < ATTEMPTS
    _mine(message).update(
        status=MessageStatus.WAITING if retry else MessageStatus.FAILED, last_error=sentence, temporary=temporary
    )
    logger.warning("mail not sent message=%s error=%s retry=%s", message.pk, type(error).__name__, retry)
    return retry


def explain(error: Exception) -> tuple[str, bool]:
    """A sentence for the coordinator, without any address, and whether the refusal may pass."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            code = max((refusal[0] for refusal in error.recipients.values()), default=550)
            return f"Le serveur de messagerie refuse l’adresse du destinataire (code {code}).", code < 500
        case smtplib.SMTPAuthenticationError():
            return "Le serveur de messagerie refuse l’identifiant ou le mot de passe du logiciel.", True
        case smtplib.SMTPResponseException():
            code = error.smtp_code
            return f"Le serveur de messagerie a refusé le message (code {code}).", code < 500
        case smtplib.SMTPException() | OSError():
            return "Le serveur de messagerie ne répond pas.", True
        case _:
            return "Le message n’a pas pu être mis en forme. Vérifiez l’adresse et les pièces jointes.", False
