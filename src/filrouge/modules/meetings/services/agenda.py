from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.enums import ATTENDED
from filrouge.modules.meetings.models import AgendaItem, Meeting, Participant
from filrouge.modules.meetings.panels import tell_followers
from filrouge.modules.meetings.services.attendance import recount_minutes
from filrouge.modules.meetings.services.status import lock, require_writable

MOST_ITEMS = 80


@transaction.atomic
def add_item(meeting: Meeting, *, by: Membership, title: str, **details: Any) -> AgendaItem:
    meeting = _arranging(meeting, by)
    items = _room_for_one_more(meeting)
    item = AgendaItem(meeting=meeting, position=items[-1].position + 1 if items else 1, title=title, **details)
    item.full_clean()
    item.save()
    timeline.record(meeting, "meetings.agenda_changed", by=by, title=meeting.title)
    tell_followers(meeting)
    return item


@transaction.atomic
def change_item(item: AgendaItem, *, by: Membership, **changes: Any) -> AgendaItem:
    meeting = _arranging(item.meeting, by)
    for name, value in changes.items():
        setattr(item, name, value)
    item.full_clean()
    item.save(update_fields=list(changes))
    if "minutes" in changes and meeting.opened_at:
        recount_minutes(meeting)
    timeline.record(meeting, "meetings.agenda_changed", by=by, title=meeting.title)
    tell_followers(meeting)
    return item


@transaction.atomic
def duplicate_item(item: AgendaItem, *, by: Membership) -> AgendaItem:
    """The same point once more, just below; what was written under it stays where it is."""
    meeting = _arranging(item.meeting, by)
    items = _room_for_one_more(meeting)
    twin = AgendaItem(
        meeting=meeting,
        position=item.position,
        title=item.title,
        kind=item.kind,
        minutes=item.minutes,
        presenter=item.presenter,
    )
    twin.full_clean()
    twin.save()
    _place(items, twin, _around(item, meeting)[1] + 1)
    timeline.record(meeting, "meetings.agenda_changed", by=by, title=meeting.title)
    tell_followers(meeting)
    return twin


@transaction.atomic
def move_item(item: AgendaItem, *, by: Membership, to: int) -> None:
    """Put the item at rank ``to`` (1 is the first); the others close up."""
    meeting = _arranging(item.meeting, by)
    others, _rank = _around(item, meeting)
    _place(others, item, to - 1)
    tell_followers(meeting)


@transaction.atomic
def shift_item(item: AgendaItem, *, by: Membership, step: int) -> None:
    """One rank up (-1) or down (+1) from where it is now; at the end of the list, nothing happens."""
    meeting = _arranging(item.meeting, by)
    others, rank = _around(item, meeting)
    _place(others, item, rank + step)
    tell_followers(meeting)


@transaction.atomic
def remove_item(item: AgendaItem, *, by: Membership) -> None:
    """Take the point out of the agenda. It can come back for a few days; then it is forgotten."""
    meeting = _arranging(item.meeting, by)
    if item.notes or item.decisions.exists():
        raise ValidationError(
            "Ce point porte déjà des notes ou des décisions : il reste dans le compte rendu.", code="written"
        )
    if Participant.everybody.filter(item=item, presence__in=ATTENDED).exists():
        raise ValidationError("Une personne est venue pour ce point : il reste à l’ordre du jour.", code="attended")
    item.removed_at = timezone.now()
    item.save(update_fields=["removed_at"])
    timeline.record(meeting, "meetings.item_removed", by=by, title=meeting.title, item=item.title)
    tell_followers(meeting)


@transaction.atomic
def restore_item(item: AgendaItem, *, by: Membership) -> AgendaItem:
    meeting = _arranging(item.meeting, by)
    _room_for_one_more(meeting)
    if item.point_id and AgendaItem.objects.filter(point=item.point_id, postponed_at__isnull=True).exists():
        raise ValidationError("Ce point est déjà revenu à un ordre du jour.", code="planned")
    item.removed_at = None
    item.save(update_fields=["removed_at"])
    timeline.record(meeting, "meetings.item_restored", by=by, title=meeting.title, item=item.title)
    tell_followers(meeting)
    return item


def _arranging(meeting: Meeting, by: Membership) -> Meeting:
    require(by, policy.PLAN)
    meeting = lock(meeting)
    require_writable(meeting)
    return meeting


def _room_for_one_more(meeting: Meeting) -> list[AgendaItem]:
    items = list(meeting.items.all())
    if len(items) >= MOST_ITEMS:
        raise ValidationError(
            "L’ordre du jour compte déjà 80 points : retirez-en ou prévoyez une autre réunion.", code="too_many"
        )
    return items


def _around(item: AgendaItem, meeting: Meeting) -> tuple[list[AgendaItem], int]:
    """The other points, and the place of this one among them."""
    items = list(meeting.items.all())
    if item not in items:
        raise ValidationError("Ce point n’est plus à l’ordre du jour : rechargez la page.", code="gone")
    rank = items.index(item)
    return [other for other in items if other != item], rank


def _place(others: list[AgendaItem], item: AgendaItem, index: int) -> None:
    items = others[:]
    items.insert(max(index, 0), item)
    moved = [one for position, one in enumerate(items, 1) if one.position != position or one is item]
    for position, one in enumerate(items, 1):
        one.position = position
    AgendaItem.objects.bulk_update(moved, ["position"])
