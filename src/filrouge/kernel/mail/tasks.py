from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from filrouge.kernel.jobs import job
from filrouge.kernel.mail import digests
from filrouge.kernel.mail.delivery import STALE, send_message
from filrouge.kernel.mail.enums import MessageStatus
from filrouge.kernel.mail.models import Message
from filrouge.kernel.tenancy.models import Organisation
from filrouge.kernel.tenancy.scope import organisation_scope

GIVE_UP = timedelta(days=3)
FORGOTTEN = timedelta(hours=1)


@job(every=timedelta(days=1))
def retry_failed_mail() -> None:
    """Try again, for three days, mails refused for a reason that may pass (server down, mailbox full)."""
    since = timezone.now() - GIVE_UP
    for organisation in Organisation.objects.all():
        with organisation_scope(organisation):
            failed = Message.objects.filter(status=MessageStatus.FAILED, temporary=True, created_at__gt=since)
            keys = list(failed.values_list("pk", flat=True))
            Message.objects.filter(pk__in=keys, status=MessageStatus.FAILED).update(
                status=MessageStatus.WAITING, attempts=0
            )
            _enqueue(organisation, keys)


@job(every=timedelta(hours=1))
def send_forgotten_mail() -> None:
    """Start again mails whose job is gone; a mail whose job still lives is not sent twice."""
    now = timezone.now()
    told = Q(leaves_at__isnull=True) | Q(leaves_at__lt=now - FORGOTTEN)
    forgotten = Q(told, status=MessageStatus.WAITING, created_at__lt=now - FORGOTTEN) | Q(
        status=MessageStatus.SENDING, claimed_at__lt=now - STALE - FORGOTTEN
    )
    for organisation in Organisation.objects.all():
        with organisation_scope(organisation):
            _enqueue(organisation, list(Message.objects.filter(forgotten).values_list("pk", flat=True)))


def _enqueue(organisation: Organisation, keys: list[UUID]) -> None:
    for key in keys:
        send_message.enqueue(str(organisation.pk), str(key))


@job(every=timedelta(minutes=15))
def write_digests() -> None:
    """The digests whose hour has come, each team by its own clock. Late ones are written once, in the daytime."""
    for organisation in Organisation.objects.all():
        with organisation_scope(organisation):
            digests.write_due_digests()
            digests.let_go_without_digest()
