"""Frozen minutes sent to who may read them, each by a personal link."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import notifications, policy, queries
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import Delivery, Meeting
from filrouge.modules.meetings.services.status import lock


@transaction.atomic
def send_minutes(meeting: Meeting, people: Iterable[Person], *, by: Membership) -> list[Delivery]:
    """Send the version in force to these people: those who received it already get nothing more."""
    require(by, policy.HOLD)
    meeting = lock(meeting)
    minutes = meeting.minutes_versions.first()
    if minutes is None or meeting.status != MeetingStatus.APPROVED:
        raise ValidationError("Seul un compte rendu approuvé se diffuse : approuvez-le d’abord.", code="not_frozen")
    chosen = {person.pk: person for person in people}
    if queries.may_receive(meeting).filter(pk__in=chosen).count() < len(chosen):
        raise ValidationError(
            "Cette réunion est réservée : son compte rendu ne part qu’aux personnes conviées.", code="reserved"
        )
    already = set(queries.received(minutes))
    sent = []
    for person in chosen.values():
        if person.pk in already or not person.email:
            continue
        values = {"sent_at": timezone.now(), "sent_by": str(by.user)}
        delivery, _made = Delivery.objects.update_or_create(minutes=minutes, person=person, defaults=values)
        notifications.send_minutes(meeting, delivery)
        sent.append(delivery)
    if sent:
        timeline.record(
            meeting, "meetings.minutes_sent", by=by, title=meeting.title, number=minutes.reference, count=len(sent)
        )
    return sent


@transaction.atomic
def open_minutes(delivery: Delivery) -> None:
    """Note that its receiver opened it: the first time counts."""
    Delivery.objects.filter(pk=delivery.pk, opened_at=None).update(opened_at=timezone.now())
