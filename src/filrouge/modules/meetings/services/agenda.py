from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.models import AgendaItem, Meeting
from filrouge.modules.meetings.panels import tell_followers
from filrouge.modules.meetings.services.status import lock, require_writable

MOST_ITEMS = 80


@transaction.atomic
def add_item(meeting: Meeting, *, by: Membership, title: str, **details: Any) -> AgendaItem:
    require(by, policy.PLAN)
    meeting = lock(meeting)
    require_writable(meeting)
    positions = list(meeting.items.values_list("position", flat=True))
    if len(positions) >= MOST_ITEMS:
        raise ValidationError(
            "L’ordre du jour compte déjà 80 points : retirez-en ou prévoyez une autre réunion.", code="too_many"
        )
    item = AgendaItem(meeting=meeting, position=max(positions, default=0) + 1, title=title, **details)
    item.full_clean()
    item.save()
    timeline.record(meeting, "meetings.agenda_changed", by=by, title=meeting.title)
    tell_followers(meeting)
    return item


@transaction.atomic
def change_item(item: AgendaItem, *, by: Membership, **changes: Any) -> AgendaItem:
    require(by, policy.PLAN)
    meeting = lock(item.meeting)
    require_writable(meeting)
    for name, value in changes.items():
        setattr(item, name, value)
    item.full_clean()
    item.save(update_fields=list(changes))
    timeline.record(meeting, "meetings.agenda_changed", by=by, title=meeting.title)
    tell_followers(meeting)
    return item


@transaction.atomic
def move_item(item: AgendaItem, *, by: Membership, to: int) -> None:
    """Put the item at rank ``to`` (1 is the first); the others close up."""
    require(by, policy.PLAN)
    meeting = lock(item.meeting)
    require_writable(meeting)
    items = [other for other in meeting.items.all() if other.pk != item.pk]
    items.insert(min(max(to, 1), len(items) + 1) - 1, item)
    for position, other in enumerate(items, 1):
        other.position = position
    AgendaItem.objects.bulk_update(items, ["position"])
    tell_followers(meeting)


@transaction.atomic
def remove_item(item: AgendaItem, *, by: Membership) -> None:
    require(by, policy.PLAN)
    meeting = lock(item.meeting)
    require_writable(meeting)
    if item.notes or item.decisions.exists():
        raise ValidationError(
            "Ce point porte déjà des notes ou des décisions : il reste dans le compte rendu.", code="written"
        )
    item.delete()
    timeline.record(meeting, "meetings.agenda_changed", by=by, title=meeting.title)
    tell_followers(meeting)
