from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from filrouge.kernel.jobs import job_of_every_organisation
from filrouge.kernel.mail import digests
from filrouge.kernel.mail.delivery import STALE, send_message
from filrouge.kernel.mail.enums import MessageStatus
from filrouge.kernel.mail.models import Message
from filrouge.kernel.tenancy.scope import current_organisation_id

GIVE_UP = timedelta(days=3)
TOO_OLD = timedelta(days=30)
FORGOTTEN = timedelta(hours=1)


@job_of_every_organisation(every=timedelta(days=1))
def retry_failed_mail() -> None:
    """Try again, for three days from the first try, mails refused for what may pass (server down, mailbox full).

    Days when nothing was tried, the mail being held back or the worker stopped, do not count: one more try comes after.
    """
    first = Coalesce("first_tried_at", "created_at")
    tried = Message.objects.annotate(first=first).filter(first__gt=timezone.now() - TOO_OLD)
    failed = tried.filter(claimed_at__lt=F("first") + GIVE_UP, status=MessageStatus.FAILED, temporary=True)
    keys = list(failed.values_list("pk", flat=True))
    Message.objects.filter(pk__in=keys, status=MessageStatus.FAILED).update(status=MessageStatus.WAITING, attempts=0)
    _enqueue(keys)


@job_of_every_organisation(every=timedelta(hours=1))
def send_forgotten_mail() -> None:
    """Start again mails whose job is gone; a mail whose job still lives is not sent twice."""
    now = timezone.now()
    told = Q(leaves_at__isnull=True) | Q(leaves_at__lt=now - FORGOTTEN)
    forgotten = Q(told, status=MessageStatus.WAITING, created_at__lt=now - FORGOTTEN) | Q(
        status=MessageStatus.SENDING, claimed_at__lt=now - STALE - FORGOTTEN
    )
    _enqueue(list(Message.objects.filter(forgotten).values_list("pk", flat=True)))


def _enqueue(keys: list[UUID]) -> None:
    organisation = str(current_organisation_id())
    for key in keys:
        send_message.enqueue(organisation, str(key))


@job_of_every_organisation(every=timedelta(minutes=15))
def write_digests() -> None:
    """The digests whose hour has come, each team by its own clock. Late ones are written once, in the daytime."""
    digests.write_due_digests()
    digests.let_go_without_digest()
    digests.drop_for_departed()
