"""The minutes of the previous meeting, approved at the head of the next one."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import policy, queries
from filrouge.modules.meetings.enums import TOOK_PLACE, ItemKind, MeetingStatus
from filrouge.modules.meetings.models import AgendaItem, Information, Meeting, Minutes
from filrouge.modules.meetings.panels import next_in_series
from filrouge.modules.meetings.services.minutes import approve_minutes
from filrouge.modules.meetings.services.status import lock
from filrouge.ui.typography import date_fr

USUAL = "Approbation du compte rendu"  # how the usual agenda of a type begins the name of that point
MINUTES = 5
LOOKED_AT = 3  # of the same type, for a series without a group


def bring_previous_minutes(meeting: Meeting) -> AgendaItem | None:
    """The point that approves the previous minutes: that of the usual agenda, or one more when they still wait.

    Removed from the agenda, it does not come back. For the verbs that convene and open: the meeting is theirs.
    """
    if AgendaItem.everything.filter(meeting=meeting, approves__isnull=False).exists():
        return None
    previous = previous_of(meeting)
    minutes = previous.minutes_versions.first() if previous else None
    if previous is None or (minutes is not None and minutes.adopted_on is not None):
        return None
    item = meeting.items.filter(title__istartswith=USUAL).first()
    if item is None and previous.status == MeetingStatus.APPROVED:
        return None
    if item is None:
        AgendaItem.everything.filter(meeting=meeting).update(position=F("position") + 1)
        item = AgendaItem(meeting=meeting, position=1, kind=ItemKind.DECISION, minutes=MINUTES)
    item.title = f"{USUAL} du {date_fr(previous.starts_at)}"
    item.approves = previous
    item.full_clean()
    item.save()
    return item


def previous_of(meeting: Meeting) -> Meeting | None:
    """The last held of the same type and group; without a group, the one before it in its series."""
    held = queries.held_before(meeting)
    if meeting.group_id is not None:
        return held.first()
    return next((one for one in held[:LOOKED_AT] if next_in_series(one) == meeting), None)


@transaction.atomic
def approve_previous_minutes(item: AgendaItem, *, by: Membership) -> Minutes:
    """Freeze the previous minutes with the date of this session; frozen already, note that the session agrees."""
    require(by, policy.APPROVE)
    meeting = lock(item.meeting)
    if meeting.status not in {MeetingStatus.OPEN, *TOOK_PLACE} or meeting.status == MeetingStatus.APPROVED:
        raise ValidationError("Ouvrez d’abord la séance : c’est elle qui approuve.", code="closed")
    if item.approves is None or not queries.may_read(by, item.approves):
        raise ValidationError("Ce point n’approuve aucun compte rendu.", code="nothing")
    previous = lock(item.approves)
    minutes = previous.minutes_versions.first()
    if minutes is not None and minutes.adopted_on is not None and previous.status == MeetingStatus.APPROVED:
        return minutes
    if minutes is None or previous.status != MeetingStatus.APPROVED:
        minutes = approve_minutes(previous, by=by, session=meeting)
    else:
        minutes.adopted_on, minutes.adopted_in = meeting.starts_on, meeting
        minutes.save(update_fields=["adopted_on", "adopted_in"])
    text = f"Compte rendu {minutes.reference} du {date_fr(previous.starts_at)} approuvé en séance."
    Information.objects.create(item=item, text=text)
    timeline.record(previous, "meetings.adopted", by=by, title=previous.title, day=date_fr(meeting.starts_at))
    return minutes
