from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.utils import parseaddr
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction

from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.mail import delivery, holding, policy
from filrouge.kernel.mail.calendar import one_line
from filrouge.kernel.mail.enums import TRANSITIONS, MessageStatus, Urgency
from filrouge.kernel.mail.kinds import urgency_of
from filrouge.kernel.mail.letters import write
from filrouge.kernel.mail.models import MailRules, Message
from filrouge.kernel.mail.quiet import rules_of_team
from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline


@transaction.atomic
def send(
    *,
    kind: str,
    person: Person | None = None,
    to_email: str = "",
    to_name: str = "",
    subject: str,
    template: str,
    context: dict[str, Any],
    calendar: str = "",
    attachments: Sequence[StoredFile] = (),
    object_id: UUID | None = None,
    urgent: bool = False,
    answer_by: datetime | None = None,
) -> Message:
    """Write a mail in the caller's transaction; the worker sends it once that is committed.

    An ordinary mail may wait for the morning or for the digest; ``urgent`` and what must be answered before do not.
    ``template`` names ``<template>.txt``; ``<template>.html`` is used if it exists, else the text is laid out. Raises
    ``ValidationError`` when there is no valid address.
    """
    letter = write(template, context, person=person, subject=subject)
    message = Message(
        person=person,
        to_name=one_line(to_name or (person.formal_name if person else ""))[:200],
        to_email=to_email or (person.email if person else ""),
        kind=kind,
        subject=one_line(subject)[:250],
        body_text=letter.text,
        body_html=letter.html,
        calendar=calendar,
        attachment_ids=[str(stored.pk) for stored in attachments],
        object_id=object_id,
        url=context.get("url", ""),
        urgency=Urgency.URGENT if urgent and urgency_of(kind) == Urgency.ORDINARY else urgency_of(kind),
    )
    _check_address(message)
    message.full_clean()
    return _let_go(message, answer_by)


def _let_go(message: Message, answer_by: datetime | None) -> Message:
    """Give it to the worker, unless its person does not want it or had enough this week: it then stays here."""
    holding.sort(message, answer_by)
    message.save()
    if message.status != MessageStatus.UNWANTED:
        holding.replace_unsent(message)
    if message.status == MessageStatus.WAITING:
        delivery.dispatch(message)
    return message


@transaction.atomic
def send_again(message: Message, *, by: Membership) -> Message:
    """Send the same mail once more: the row itself when it never left, a copy when it did."""
    require(by, policy.MANAGE)
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if message.status == MessageStatus.SENT:
        message = _copy_of(message)
    else:
        _move(message, MessageStatus.WAITING, "Ce message est déjà en route : attendez quelques minutes.")
        message.attempts = 0
        message.first_tried_at = None
        message.last_error = ""
    message.forced = True
    message.leaves_at = None
    message.save(update_fields=["status", "attempts", "first_tried_at", "last_error", "forced", "leaves_at"])
    delivery.dispatch(message)
    timeline.record(message, "mail.sent_again", by=by, title=message.subject, person=message.to_label)
    return message


@transaction.atomic
def send_now(message: Message, *, by: Membership) -> Message:
    """Let go of a mail that waits: it leaves whatever the hour."""
    require(by, policy.MANAGE)
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    if not message.can_be_sent_now:
        raise ValidationError("Ce message n’attend pas : il est parti, ou il ne partira plus.", code="not_waiting")
    message.status = MessageStatus.WAITING
    message.forced, message.held_because, message.leaves_at = True, "", None
    message.save(update_fields=["status", "forced", "held_because", "leaves_at"])
    delivery.dispatch(message)
    timeline.record(message, "mail.sent_now", by=by, title=message.subject, person=message.to_label)
    return message


@transaction.atomic
def cancel(message: Message, *, by: Membership) -> Message:
    require(by, policy.MANAGE)
    message = Message.objects.select_for_update(of=("self",)).get(pk=message.pk)
    _move(message, MessageStatus.CANCELLED, "Ce message est déjà parti : il ne peut plus être annulé.")
    message.save(update_fields=["status"])
    timeline.record(message, "mail.cancelled", by=by, title=message.subject, person=message.to_label)
    return message


def sender_address() -> str:
    """The address mails leave from; calendars want the organizer to be the sender."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def _check_address(message: Message) -> None:
    if not message.to_email:
        raise ValidationError(
            "%(name)s n’a pas d’adresse e-mail. Ajoutez-la dans sa fiche, ou prévenez cette personne autrement.",
            code="no_email",
            params={"name": message.to_name or "Ce destinataire"},
        )


def _move(message: Message, status: MessageStatus, refusal: str) -> None:
    if status not in TRANSITIONS[MessageStatus(message.status)]:
        raise ValidationError(refusal, code="forbidden_transition")
    message.status = status


def _copy_of(message: Message) -> Message:
    copy = Message(
        person_id=message.person_id,
        to_name=message.to_name,
        to_email=message.to_email,
        kind=message.kind,
        subject=message.subject,
        body_text=message.body_text,
        body_html=message.body_html,
        calendar=message.calendar,
        attachment_ids=message.attachment_ids,
        object_id=message.object_id,
        url=message.url,
        urgency=message.urgency,
    )
    copy.full_clean()
    copy.save()
    return copy


@transaction.atomic
def set_rules(*, by: Membership, **rules: Any) -> MailRules:
    """When the mail of the team leaves."""
    require(by, policy.RULES)
    row = rules_of_team()
    for name, value in rules.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    timeline.record(row, "mail.rules_changed", by=by)
    return row
