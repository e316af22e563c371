from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from filrouge.kernel.mail.enums import MessageStatus
from filrouge.kernel.mail.models import Message

HEAVY = ("body_text", "body_html", "calendar")  # shown on the page of one message only


def message_list(*, text: str = "", status: str = "", kind: str = "", person: UUID | None = None) -> QuerySet[Message]:
    """The mail written, newest first."""
    messages = Message.objects.defer(*HEAVY)
    if text:
        messages = messages.filter(
            Q(subject__icontains=text) | Q(to_name__icontains=text) | Q(to_email__icontains=text)
        )
    if status:
        messages = messages.filter(status=status)
    if kind:
        messages = messages.filter(kind=kind)
    if person:
        messages = messages.filter(person=person)
    return messages


def held_messages() -> QuerySet[Message]:
    """What waits for the digest of its person, the oldest first."""
    held = Message.objects.defer(*HEAVY).filter(status=MessageStatus.HELD, person__isnull=False)
    return held.select_related("person").order_by("created_at", "pk")
