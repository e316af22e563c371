from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.enums import ATTENDED, TO_COME, MeetingStatus, Presence
from filrouge.modules.meetings.models import Meeting, Participant
from filrouge.modules.meetings.services.status import lock, require_writable


@transaction.atomic
def mark_presence(
    participant: Participant,
    *,
    by: Membership,
    presence: str,
    arrived_at: datetime | None = None,
    left_at: datetime | None = None,
) -> Participant:
    """Write who came and for how long. « En retard » without an hour counts from now while the session is open."""
    require(by, policy.HOLD)
    meeting = lock(participant.meeting)
    require_writable(meeting)
    _require_begun(meeting)
    if presence == Presence.LATE and arrived_at is None and meeting.status == MeetingStatus.OPEN:
        arrived_at = min(timezone.now(), meeting.ends_at)
    participant.presence = presence
    participant.arrived_at = arrived_at if presence in ATTENDED else None
    participant.left_at = left_at if presence in ATTENDED else None
    if participant.arrived_at and participant.left_at and participant.left_at < participant.arrived_at:
        raise ValidationError({"left_at": "Le départ doit suivre l’arrivée."}, code="times")
    participant.minutes = presence_minutes(participant, meeting)
    participant.full_clean()
    participant.save(update_fields=["presence", "arrived_at", "left_at", "minutes"])
    timeline.record(
        meeting,
        "meetings.presence_marked",
        by=by,
        title=meeting.title,
        name=participant.person.full_name,
        presence=Presence(presence).label,
    )
    return participant


@transaction.atomic
def mark_all_present(meeting: Meeting, *, by: Membership) -> int:
    """Mark present everybody not yet marked; those who excused themselves stay excused. Returns how many."""
    require(by, policy.HOLD)
    meeting = lock(meeting)
    require_writable(meeting)
    _require_begun(meeting)
    waiting = list(meeting.participants.filter(presence=Presence.UNKNOWN))
    for participant in waiting:
        excused = participant.answer in {"excused", "not_coming"}
        participant.presence = Presence.EXCUSED if excused else Presence.PRESENT
        participant.minutes = presence_minutes(participant, meeting)
    Participant.objects.bulk_update(waiting, ["presence", "minutes"])
    timeline.record(meeting, "meetings.all_marked", by=by, title=meeting.title, count=len(waiting))
    return len(waiting)


def recount_minutes(meeting: Meeting) -> None:
    """After the hours of the session changed."""
    participants = list(meeting.participants.all())
    for participant in participants:
        participant.minutes = presence_minutes(participant, meeting)
    Participant.objects.bulk_update(participants, ["minutes"])


def presence_minutes(participant: Participant, meeting: Meeting) -> int:
    """Whole minutes between arrival and departure, inside the session. Zero for who did not attend."""
    if participant.presence not in ATTENDED:
        return 0
    opened, closed = meeting.session
    start = max(opened, participant.arrived_at or opened)
    end = min(closed, participant.left_at or closed)
    return max(int((end - start) / timedelta(minutes=1)), 0)


def _require_begun(meeting: Meeting) -> None:
    if meeting.status in TO_COME and meeting.status != MeetingStatus.OPEN:
        raise ValidationError("Ouvrez d’abord la séance : les présences se pointent ensuite.", code="not_open")
