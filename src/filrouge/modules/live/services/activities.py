from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict

from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.live.models import LiveSession, Seat
from filrouge.modules.live.panels import ActivityAnswer, activities
from filrouge.modules.live.services.sessions import lock_for, tell


@transaction.atomic
def show_activity(live: LiveSession, kind: str, object_id: UUID, *, by: Membership) -> LiveSession:
    """Put this activity on every screen of the session, in place of the one shown."""
    if activities.get(kind) is None:
        raise LookupError(f"activity {kind!r} is not registered")
    live = lock_for(live, by)
    live.activity_kind, live.activity_id = kind, object_id
    live.save(update_fields=["activity_kind", "activity_id"])
    tell(live)
    return live


@transaction.atomic
def hide_activity(live: LiveSession, *, by: Membership) -> LiveSession:
    live = lock_for(live, by)
    live.activity_kind, live.activity_id = "", None
    live.save(update_fields=["activity_kind", "activity_id"])
    tell(live)
    return live


def activity_changed(kind: str, object_id: UUID) -> None:
    """The screens that show it follow. Called in the writer's transaction, last; nothing happens where it is hidden."""
    for live in LiveSession.objects.filter(activity_kind=kind, activity_id=object_id, closed_at__isnull=True):
        tell(live)


def answer_activity(seat: Seat, kind: str, object_id: UUID, data: QueryDict) -> ActivityAnswer:
    """Hand a phone's answer to the activity it was meant for, were it shown no longer. Guests of one item have none."""
    if seat.only_item is not None:
        raise ValidationError("Ce vote ou cet échange est réservé aux personnes conviées.", code="guest")
    activity = activities.get(kind)
    if activity is None:
        raise ValidationError("Cette activité n’existe plus.", code="gone")
    return activity.act(seat, object_id, data)
