"""Whether a mail leaves alone, waits for the digest of its person, or replaces one that has not left."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from filrouge.kernel.mail import choosing
from filrouge.kernel.mail.enums import Choice, HeldBecause, MessageStatus, Urgency
from filrouge.kernel.mail.models import Message
from filrouge.kernel.mail.moments import next_due
from filrouge.kernel.mail.quiet import rules_of_team
from filrouge.kernel.people.models import Person

WEEK = timedelta(days=7)


def sort(message: Message, answer_by: datetime | None = None) -> None:
    """Give a mail not yet saved its status. What must be answered before the digest does not wait for it."""
    if message.person is None or message.urgency == Urgency.LEGAL:
        return
    choices = choosing.choices_of(message.person)
    choice = choices.get(message.kind, Choice.AT_ONCE)
    if choice == Choice.NEVER:
        message.status = MessageStatus.UNWANTED
    elif message.may_join_a_digest and message.kind != choosing.DIGEST and not _too_late(message.person, answer_by):
        has_digest = choices.get(choosing.DIGEST) != Choice.NEVER
        if choice == Choice.DIGEST and has_digest:
            message.status, message.held_because = MessageStatus.HELD, HeldBecause.CHOICE
        elif is_full(message.person_id, besides=message):
            message.status, message.held_because = MessageStatus.HELD, HeldBecause.CAP


def _too_late(person: Person, answer_by: datetime | None) -> bool:
    return answer_by is not None and next_due(*choosing.digest_time_of(person), timezone.now()) >= answer_by


def is_full(person_id: UUID | None, *, besides: Message | None = None) -> bool:
    """This person has had the solicitations of the week. What the law requires and the digest do not count."""
    cap = rules_of_team().weekly_cap
    if cap is None or person_id is None:
        return False
    counted = of_the_week(timezone.now()).filter(person=person_id)
    if besides is not None:
        counted = counted.exclude(_replaced_by(besides))
    return counted.count() >= cap


def of_the_week(now: datetime) -> QuerySet[Message]:
    """What left these seven days or is about to."""
    since = now - WEEK
    on_its_way = Q(status__in=(MessageStatus.WAITING, MessageStatus.SENDING), created_at__gt=since)
    solicitations = Message.objects.exclude(Q(urgency=Urgency.LEGAL) | Q(kind=choosing.DIGEST))
    return solicitations.filter(on_its_way | Q(status=MessageStatus.SENT, sent_at__gt=since))


def replace_unsent(message: Message) -> int:
    """Several mails of one kind about one thing, still here: the latest stands for all."""
    if message.urgency == Urgency.LEGAL or message.object_id is None or message.person_id is None:
        return 0
    older = Message.objects.filter(_replaced_by(message)).exclude(pk=message.pk)
    return older.update(status=MessageStatus.MERGED, merged_into=message, held_because="")


def _replaced_by(message: Message) -> Q:
    if message.object_id is None:
        return Q(pk__in=[])
    unsent = Q(status__in=(MessageStatus.WAITING, MessageStatus.HELD))
    return unsent & Q(kind=message.kind, object_id=message.object_id, person=message.person_id)
