"""Points put off to the next meeting: they stay on their agenda, marked, and go on from there."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.models import AgendaItem, BacklogItem, Meeting
from filrouge.modules.meetings.panels import next_in_series, tell_followers
from filrouge.modules.meetings.queries.backlog import meeting_after
from filrouge.modules.meetings.services.agenda import MOST_ITEMS
from filrouge.modules.meetings.services.backlog import plan_point
from filrouge.modules.meetings.services.status import lock, require_writable
from filrouge.ui.typography import date_long

CARRIED = ("title", "kind", "minutes", "presenter")


@transaction.atomic
def postpone_item(item: AgendaItem, *, by: Membership) -> AgendaItem:
    """To the next meeting of the series or of the group; among the points that wait when none is planned."""
    require(by, policy.PLAN)
    meeting = lock(item.meeting)
    require_writable(meeting)
    item = AgendaItem.objects.select_related("point", "presenter", "postponed_to__meeting").get(pk=item.pk)
    if item.postponed_at:
        return item
    item.point, item.postponed_at = _point_of(item, meeting), timezone.now()
    item.save(update_fields=["point", "postponed_at"])
    following = next_meeting(meeting)
    if following is not None:
        plan_point(item.point, following, by=by)
        item = AgendaItem.objects.select_related("postponed_to__meeting").get(pk=item.pk)
    where = f"au {date_long(following.starts_on)}" if following else "sans date"
    timeline.record(meeting, "meetings.item_postponed", by=by, title=meeting.title, item=item.title, where=where)
    tell_followers(meeting)
    return item


@transaction.atomic
def postpone_items(items: Iterable[AgendaItem], *, by: Membership) -> list[AgendaItem]:
    return [postpone_item(item, by=by) for item in items]


@transaction.atomic
def keep_item(item: AgendaItem, *, by: Membership) -> AgendaItem:
    """« Annuler le report »: the point is back on this agenda, and leaves the one it had gone to."""
    require(by, policy.PLAN)
    meeting = lock(item.meeting)
    require_writable(meeting)
    item = AgendaItem.objects.get(pk=item.pk)
    if item.postponed_at is None:
        return item
    for onward in AgendaItem.objects.filter(point=item.point_id, postponed_at__isnull=True).select_related("meeting"):
        _leave(onward)
    item.postponed_at = item.postponed_to = None
    item.save(update_fields=["postponed_at", "postponed_to"])
    timeline.record(meeting, "meetings.item_kept", by=by, title=meeting.title, item=item.title)
    tell_followers(meeting)
    return item


def next_meeting(meeting: Meeting) -> Meeting | None:
    """Of the series, of the group; one that has room and the same readers."""
    found = next_in_series(meeting)
    if found is None or found.confidentiality != meeting.confidentiality:
        found = meeting_after(meeting)
    return None if found is None or found.items.count() >= MOST_ITEMS else found


def _point_of(item: AgendaItem, meeting: Meeting) -> BacklogItem:
    """Its thread from one agenda to the next, with its words of today."""
    words = {name: getattr(item, name) for name in CARRIED}
    if item.point is None:
        point = BacklogItem(group=meeting.group, confidentiality=meeting.confidentiality, **words)
        point.full_clean()
        point.save()
        return point
    for name, value in words.items():
        setattr(item.point, name, value)
    item.point.save(update_fields=CARRIED)
    return item.point


def _leave(onward: AgendaItem) -> None:
    if onward.notes or onward.decisions.exists() or not onward.meeting.is_writable:
        raise ValidationError("Ce point a déjà été travaillé à la réunion suivante : il y reste.", code="written")
    onward.removed_at = timezone.now()
    onward.save(update_fields=["removed_at"])
    tell_followers(onward.meeting)
