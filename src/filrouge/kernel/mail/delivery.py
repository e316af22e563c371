"""Send one mail, once.

The row is claimed by compare-and-set before anything leaves, so two workers never send the same mail. If the machine
stops between the sending and its note, the mail is sent a second time, once, with the same Message-ID.
"""

from __future__ import annotations

import logging
import smtplib
from datetime import timedelta
from email.utils import formataddr, parseaddr
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from filrouge.kernel.files import services as files
from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.jobs import job
from filrouge.kernel.mail.calendar import one_line
from filrouge.kernel.mail.enums import MessageStatus
from filrouge.kernel.mail.models import Message
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


def deliver(organisation: Organisation, message_id: UUID) -> None:
    """Claim, send, note. The network is reached outside any transaction."""
    with organisation_scope(organisation):
        message = _claim(message_id)
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


def _claim(message_id: UUID) -> Message | None:
    now = timezone.now()
    free = Q(status=MessageStatus.WAITING) | Q(status=MessageStatus.SENDING, claimed_at__lt=now - STALE)
    claimed = Message.objects.filter(free, pk=message_id).update(
        status=MessageStatus.SENDING, claimed_at=now, attempts=F("attempts") + 1
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
