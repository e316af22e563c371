from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from filrouge.kernel.identifiers.spoken import free_code
from filrouge.kernel.live.services import changed
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.live.enums import SeatState
from filrouge.modules.live.models import ItemTime, LiveSession, Seat, Speech
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import AgendaItem, Meeting

TOPIC = "live.session"


def tell(live: LiveSession) -> None:
    """Every screen of the session shows what is now kept."""
    changed(TOPIC, live.pk)


@transaction.atomic
def open_live(meeting: Meeting, *, by: Membership) -> LiveSession:
    """Open the session to phones. The one already open is the answer to a second try."""
    require(by, policy.HOLD)
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if meeting.status != MeetingStatus.OPEN:
        raise ValidationError("Ouvrez d’abord la séance : les téléphones la rejoignent ensuite.", code="not_open")
    return _open(meeting)


def follow_meeting(meeting: Meeting) -> None:
    """The direct begins with the session of its day and ends with it; in between its screens show what changed.

    A session written up afterwards, or taken up again to be completed, has nobody in the room.
    """
    live = LiveSession.objects.select_related("item").filter(meeting=meeting, closed_at__isnull=True).first()
    if meeting.status != MeetingStatus.OPEN:
        if live is not None:
            _close(live)
    elif live is not None:
        if live.item is not None and (live.item.removed_at or live.item.postponed_at):
            _change_item(live, None)
        tell(live)
    elif meeting.closed_at is None and not meeting.written_afterwards:
        _open(meeting)


@transaction.atomic
def go_to(live: LiveSession, item: AgendaItem | None, *, by: Membership) -> LiveSession:
    """Make this point the one in progress; None when the agenda is over. Twice is once: double taps, two hands."""
    live = lock_for(live, by)
    if item is not None and item.meeting_id != live.meeting_id:
        raise ValidationError("Ce point n’est pas à l’ordre du jour de cette séance.", code="other_meeting")
    if live.item_id == (item.pk if item else None):
        return live
    _change_item(live, item)
    tell(live)
    return live


@transaction.atomic
def stop_clock(live: LiveSession, *, by: Membership) -> LiveSession:
    """A break: the point stays, its time no longer runs."""
    live = lock_for(live, by)
    _count(live, timezone.now())
    live.item_since = None
    live.save(update_fields=["item_since"])
    tell(live)
    return live


@transaction.atomic
def start_clock(live: LiveSession, *, by: Membership) -> LiveSession:
    live = lock_for(live, by)
    if live.item_id and live.item_since is None:
        live.item_since = timezone.now()
        live.save(update_fields=["item_since"])
        tell(live)
    return live


def lock_for(live: LiveSession, by: Membership) -> LiveSession:
    """The row as it is now, for who holds the session; refused once it is over."""
    require(by, policy.HOLD)
    return lock(live)


def lock(live: LiveSession) -> LiveSession:
    live = LiveSession.objects.select_for_update(of=("self",)).get(pk=live.pk)
    if not live.is_open:
        raise ValidationError("Cette séance est levée : rien n’y change plus.", code="over")
    return live


def _open(meeting: Meeting) -> LiveSession:
    now = timezone.now()
    live, _created = LiveSession.objects.get_or_create(
        meeting=meeting, closed_at=None, defaults={"code": _free_code(), "opened_at": now}
    )
    return live


def _close(live: LiveSession) -> None:
    now = timezone.now()
    _count(live, now)
    Speech.objects.filter(live=live, ended_at__isnull=True).update(ended_at=now)
    Seat.objects.filter(live=live, ended_at__isnull=True).update(
        ended_at=now, state=SeatState.ENDED, hand_raised_at=None
    )
    live.closed_at, live.item_since, live.activity_kind, live.activity_id = now, None, "", None
    live.save(update_fields=["closed_at", "item_since", "activity_kind", "activity_id"])
    tell(live)


def _change_item(live: LiveSession, item: AgendaItem | None) -> None:
    now = timezone.now()
    _count(live, now)
    live.item, live.item_since = item, now if item else None
    live.save(update_fields=["item", "item_since"])


def _count(live: LiveSession, now: datetime) -> None:
    """Add the stretch that ends to what the point had already taken."""
    if live.item_id is None or live.item_since is None:
        return
    seconds = max(int((now - live.item_since).total_seconds()), 0)
    _row, created = ItemTime.objects.get_or_create(item_id=live.item_id, defaults={"seconds": seconds})
    if not created:
        ItemTime.objects.filter(item_id=live.item_id).update(seconds=F("seconds") + seconds)


def _free_code() -> str:
    """Unique among the sessions open now."""
    return free_code(set(LiveSession.objects.filter(closed_at__isnull=True).values_list("code", flat=True)))
