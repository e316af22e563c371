"""To whom the frozen minutes may go, and to whom they went."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from filrouge.kernel.mail.enums import MessageStatus
from filrouge.kernel.mail.models import Message
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import people_not_gone
from filrouge.modules.meetings.enums import Confidentiality
from filrouge.modules.meetings.models import Delivery, Meeting, Minutes

LOST = (MessageStatus.FAILED, MessageStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class Receivers:
    called: list[Person]
    others: list[Person]  # of the team and its partners, when the meeting is for everybody
    unreachable: list[Person]  # called, without an address


def may_receive(meeting: Meeting) -> QuerySet[Person]:
    """Whoever was called; when nothing is reserved, anybody of the directory: the team and its partners."""
    people = people_not_gone(timezone.localdate())
    if meeting.confidentiality == Confidentiality.TEAM:
        return people
    return people.filter(pk__in=meeting.participants.order_by().values("person"))


def receivers_of(meeting: Meeting, minutes: Minutes) -> Receivers:
    """Those who have not received this version yet."""
    people = list(may_receive(meeting).exclude(pk__in=received(minutes)).order_by("sort_name", "pk"))
    called = set(meeting.participants.order_by().values_list("person", flat=True))
    reachable = [person for person in people if person.email]
    return Receivers(
        [person for person in reachable if person.pk in called],
        [person for person in reachable if person.pk not in called],
        [person for person in people if person.pk in called and not person.email],
    )


def deliveries_of(minutes: Minutes) -> list[tuple[Delivery, bool]]:
    """Each with whether its mail was lost on the way."""
    gone = lost(minutes)
    rows = Delivery.objects.filter(minutes=minutes).select_related("person")
    return [(row, row.pk in gone) for row in rows]


def received(minutes: Minutes) -> list[UUID]:
    """Persons who need no other mail."""
    rows = Delivery.objects.filter(minutes=minutes).exclude(pk__in=lost(minutes))
    return list(rows.order_by().values_list("person_id", flat=True))


def lost(minutes: Minutes) -> set[UUID]:
    """Deliveries whose latest mail failed or was cancelled, and that nobody opened."""
    rows = Delivery.objects.filter(minutes=minutes, opened_at=None).order_by().values("pk")
    messages = Message.objects.filter(object_id__in=rows).order_by("pk").values_list("object_id", "status")
    latest = dict(messages)
    return {key for key, status in latest.items() if key and status in LOST}
