"""Inviting somebody to one item only, and telling them when its hour moves."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import notifications, policy, queries
from filrouge.modules.meetings.enums import TO_COME, MeetingStatus
from filrouge.modules.meetings.models import AgendaItem, Meeting, Participant
from filrouge.modules.meetings.panels import tell_followers
from filrouge.modules.meetings.services.status import lock


@transaction.atomic
def invite_guest(item: AgendaItem, person: Person, *, by: Membership) -> Participant:
    """Call somebody to this item only. They see it, its documents and its hour, and nothing else of the meeting."""
    require(by, policy.PLAN)
    meeting = lock(item.meeting)
    if meeting.status not in TO_COME:
        raise ValidationError("La réunion est passée : on n’invite plus à ses points.", code="past")
    known = Participant.everybody.select_related("item").filter(meeting=meeting, person=person).first()
    _require_free(known, person)
    guest = known or Participant(meeting=meeting, person=person, profession=person.profession)
    guest.item, guest.told_starts_at, guest.told_ends_at = item, None, None
    guest.full_clean()
    guest.save()
    names = {"title": meeting.title, "name": person.full_name, "item": item.title}
    timeline.record(meeting, "meetings.guest_invited", by=by, **names)
    if meeting.status == MeetingStatus.CONVENED:
        notifications.send_invitations(meeting, [guest])
    tell_followers(meeting)
    return guest


@transaction.atomic
def tell_guests(meeting: Meeting, now: datetime) -> int:
    """Write to the guests whose hour is not the one they were told: moved, taken off the agenda, or put back.

    Returns how many messages leave.
    """
    meeting = lock(meeting)
    if meeting.status != MeetingStatus.CONVENED or meeting.starts_at <= now:
        return 0
    times = queries.item_times(meeting)
    moved, back, gone = [], [], []
    for guest in Participant.everybody.filter(meeting=meeting, item__isnull=False).select_related("person", "item"):
        time = times.get(guest.item_id) if guest.item_id else None
        if time is None:
            gone += [guest] if guest.told_starts_at else []
        elif guest.told_starts_at is None:
            back.append(guest)
        elif (guest.told_starts_at, guest.told_ends_at) != (time.starts_at, time.ends_at):
            moved.append(guest)
    if any(guest.person.email for guest in moved):
        meeting.sequence += 1
        meeting.save(update_fields=["sequence"])
    notifications.send_change(meeting, moved)
    notifications.send_invitations(meeting, back)
    for guest in gone:
        notifications.send_withdrawal(meeting, guest)
    return sum(bool(guest.person.email) for guest in (*moved, *back, *gone))


def _require_free(known: Participant | None, person: Person) -> None:
    if known is None or (known.item is not None and known.item.removed_at is not None):
        return
    if known.item is None:
        raise ValidationError(
            "%(name)s est déjà convié·e à toute la réunion.", code="called", params={"name": person.full_name}
        )
    raise ValidationError(
        "%(name)s est déjà invité·e au point « %(item)s ». Pour plusieurs points, conviez cette personne à la réunion.",
        code="guest",
        params={"name": person.full_name, "item": known.item.title},
    )
