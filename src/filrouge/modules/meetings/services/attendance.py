"""Who came. Marked by who holds the meeting, or said by the person; never both without a trace."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.meetings import policy, queries
from filrouge.modules.meetings.enums import (
    ATTENDED,
    MARKED,
    SAID,
    TO_COME,
    Answer,
    DeclaredHow,
    MeetingStatus,
    Presence,
)
from filrouge.modules.meetings.models import Meeting, Participant
from filrouge.modules.meetings.panels import tell_followers
from filrouge.modules.meetings.services.status import lock, require_writable

WRITTEN = ["presence", "arrived_at", "left_at", "minutes", "declared_how", "declared_at", "declared_by", "claim"]


@transaction.atomic
def mark_presence(
    participant: Participant,
    *,
    by: Membership,
    presence: str,
    arrived_at: datetime | None = None,
    left_at: datetime | None = None,
    how: str = DeclaredHow.GRID,
) -> Participant:
    """Write who came and for how long. « En retard » without an hour counts from now while the session runs.

    What the person had said keeps its origin when it is confirmed.
    """
    require(by, policy.HOLD)
    meeting = lock(participant.meeting)
    require_writable(meeting)
    _require_begun(meeting)
    confirmed = presence in ATTENDED if participant.claim else presence == participant.presence
    if not confirmed or not participant.declared_how:
        _stamp(participant, how, str(by.user))
    participant.claim = Presence.UNKNOWN
    _write(participant, meeting, presence, arrived_at, left_at)
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
def declare_presence(
    participant: Participant,
    *,
    by: Membership | Actor,
    presence: str = Presence.PRESENT,
    how: str,
    arrived_at: datetime | None = None,
    left_at: datetime | None = None,
) -> Participant:
    """A person says they are there, or were. Twice is once; after the session it is written as a late declaration.

    A mark of who holds the meeting stands: « absent » gives way while the session runs (they have just come in), and
    becomes a claim to confirm once it is over.
    """
    if how in MARKED:
        assert isinstance(by, Membership)
        return mark_presence(participant, by=by, presence=presence, how=how, arrived_at=arrived_at, left_at=left_at)
    meeting = lock(participant.meeting)
    participant = Participant.everybody.select_related("person", "item").get(
        pk=participant.pk
    )  # as it is now: double taps
    _require_oneself(participant, by)
    _require_declarable(meeting, presence)
    running = _is_running(meeting)
    if _stands(participant, presence, running):
        return participant
    _stamp(participant, how if running else DeclaredHow.LATE, timeline.name_of(by))
    claimed = participant.presence != Presence.UNKNOWN and not running
    if claimed:
        participant.claim = presence
    told = participant.presence if claimed else presence
    _write(participant, meeting, told, arrived_at or participant.arrived_at, left_at)
    action = "meetings.presence_claimed" if claimed else "meetings.presence_declared"
    how_label = participant.get_declared_how_display()
    timeline.record(meeting, action, by=by, title=meeting.title, presence=Presence(presence).label, how=how_label)
    return participant


def _stands(participant: Participant, presence: str, running: bool) -> bool:
    """What is written already says as much, or was marked by who holds the meeting."""
    if participant.presence not in ATTENDED:
        return participant.claim == presence
    changes_mind = running and participant.declared_how in SAID and participant.presence != presence
    return not changes_mind


@transaction.atomic
def mark_all_present(meeting: Meeting, *, by: Membership, how: str = DeclaredHow.GRID) -> int:
    """Mark present everybody not yet marked; those who excused themselves stay excused. Returns how many."""
    require(by, policy.HOLD)
    meeting = lock(meeting)
    require_writable(meeting)
    _require_begun(meeting)
    waiting = list(queries.expected_at(meeting).filter(presence=Presence.UNKNOWN))
    for participant in waiting:
        excused = participant.answer in {Answer.EXCUSED, Answer.NOT_COMING}
        participant.presence = Presence.EXCUSED if excused else Presence.PRESENT
        participant.minutes = presence_minutes(participant, meeting)
        _stamp(participant, how, str(by.user))
    Participant.everybody.bulk_update(waiting, ["presence", "minutes", "declared_how", "declared_at", "declared_by"])
    timeline.record(meeting, "meetings.all_marked", by=by, title=meeting.title, count=len(waiting))
    tell_followers(meeting)
    return len(waiting)


@transaction.atomic
def add_walk_in(
    meeting: Meeting, person: Person, *, by: Membership, presence: str = Presence.PRESENT, how: str = DeclaredHow.GRID
) -> Participant:
    """Somebody came without being called: on the list and marked, in one gesture. Twice is once.

    A guest of one item who stays for the rest is called to the whole."""
    require(by, policy.HOLD)
    meeting = lock(meeting)
    require_writable(meeting)
    _require_begun(meeting)
    participant, new = Participant.everybody.get_or_create(
        meeting=meeting, person=person, defaults={"profession": person.profession}
    )
    if participant.item_id is not None:
        participant.item, new = None, True
        participant.save(update_fields=["item"])
    if new:
        timeline.record(meeting, "meetings.walked_in", by=by, title=meeting.title, name=person.full_name)
    return mark_presence(participant, by=by, presence=presence, how=how)


def recount_minutes(meeting: Meeting) -> None:
    """After the hours of the session changed."""
    participants = list(queries.expected_at(meeting))
    for participant in participants:
        participant.minutes = presence_minutes(participant, meeting)
    Participant.everybody.bulk_update(participants, ["minutes"])


def presence_minutes(participant: Participant, meeting: Meeting) -> int:
    """Whole minutes between arrival and departure, inside the session. Zero for who did not attend; those of their
    item at most for a guest.
    """
    if participant.presence not in ATTENDED:
        return 0
    opened, closed = meeting.session
    start = max(opened, participant.arrived_at or opened)
    end = min(closed, participant.left_at or closed)
    minutes = max(int((end - start) / timedelta(minutes=1)), 0)
    return minutes if participant.item is None else min(minutes, participant.item.minutes)


def _write(
    participant: Participant, meeting: Meeting, presence: str, arrived_at: datetime | None, left_at: datetime | None
) -> None:
    now = min(timezone.now().replace(second=0, microsecond=0), meeting.ends_at)
    if _is_running(meeting):
        arrived_at = arrived_at or (now if presence == Presence.LATE else None)
        left_at = left_at or (now if presence == Presence.LEFT_EARLY else None)
    participant.presence = presence
    participant.arrived_at = arrived_at if presence in ATTENDED else None
    participant.left_at = left_at if presence in ATTENDED else None
    if participant.arrived_at and participant.left_at and participant.left_at < participant.arrived_at:
        raise ValidationError({"left_at": "Le départ doit suivre l’arrivée."}, code="times")
    participant.minutes = presence_minutes(participant, meeting)
    participant.full_clean()
    participant.save(update_fields=WRITTEN)
    tell_followers(meeting)


def _stamp(participant: Participant, how: str, name: str) -> None:
    participant.declared_how = how
    participant.declared_at = timezone.now()
    participant.declared_by = name[:200]


def _is_running(meeting: Meeting) -> bool:
    """Open for good: not written up afterwards, nor taken up again to be completed."""
    return meeting.status == MeetingStatus.OPEN and meeting.closed_at is None and not meeting.written_afterwards


def _require_begun(meeting: Meeting) -> None:
    if meeting.status in TO_COME and meeting.status != MeetingStatus.OPEN:
        raise ValidationError("Ouvrez d’abord la séance : les présences se pointent ensuite.", code="not_open")


def _require_oneself(participant: Participant, by: Membership | Actor) -> None:
    if isinstance(by, Actor):
        if by.person_id != participant.person_id:
            raise PermissionDenied
    elif participant.person.user_id != by.user_id and not can(by, policy.HOLD):
        raise PermissionDenied


def _require_declarable(meeting: Meeting, presence: str) -> None:
    if presence not in ATTENDED:
        raise ValidationError("Choisissez comment vous étiez là : sur place ou à distance.", code="presence")
    if meeting.status == MeetingStatus.CANCELLED:
        raise ValidationError("Cette réunion est annulée : il n’y a pas de présence à signer.", code="cancelled")
    if meeting.status == MeetingStatus.APPROVED:
        raise ValidationError(
            "Le compte rendu est approuvé : les présences ne changent plus. Parlez-en à votre coordination.",
            code="frozen",
        )
    if meeting.status != MeetingStatus.OPEN and meeting.status in TO_COME:
        raise ValidationError(
            "La séance n’est pas encore ouverte. Réessayez quand la réunion aura commencé.", code="not_open"
        )
