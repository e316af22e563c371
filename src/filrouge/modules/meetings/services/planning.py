from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.files import services as files
from filrouge.kernel.people.models import Group, Person
from filrouge.kernel.people.queries import not_gone
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import notifications, policy, queries
from filrouge.modules.meetings.enums import MeetingStatus, StepAct
from filrouge.modules.meetings.models import AgendaItem, Meeting, MeetingType, Participant
from filrouge.modules.meetings.services import retroplanning
from filrouge.modules.meetings.services.previous import bring_previous_minutes
from filrouge.modules.meetings.services.proposals import bring_decisions_back, is_near
from filrouge.modules.meetings.services.sealing import seal
from filrouge.modules.meetings.services.status import check_transition, lock, require_writable

FURTHEST = timedelta(days=3 * 366)
SENT_FIELDS = {"title", "starts_at", "ends_at", "place", "video_url"}  # what the calendars of the invited show


@transaction.atomic
def plan_meeting(
    *,
    by: Membership,
    type: MeetingType,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    group: Group | None = None,
    with_usual_agenda: bool = True,
    like: Meeting | None = None,
    **details: Any,
) -> Meeting:
    """Plan a meeting with the usual agenda of its type and the members of its group. Nothing is sent.

    ``like`` another one: its points and the people called to it, instead of the usual ones.
    """
    require(by, policy.PLAN)
    details.setdefault("confidentiality", type.confidentiality)
    meeting = Meeting(type=type, group=group, title=title, starts_at=starts_at, ends_at=ends_at, **details)
    _check_dates(meeting)
    meeting.full_clean()
    meeting.save()
    points = [] if not with_usual_agenda else _points_of(like) if like else type.agenda
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=position, **point) for position, point in enumerate(points, 1)
    )
    if like is not None:
        called = like.participants.select_related("person")
        _invite(meeting, [one.person for one in called if one.person.is_present_on(meeting.starts_on)])
    elif group is not None:
        _invite(meeting, _members_on(group, meeting.starts_on))
    if is_near(meeting):
        bring_decisions_back(meeting, by=by)
    timeline.record(meeting, "meetings.planned", by=by, title=meeting.title)
    return meeting


@transaction.atomic
def change_meeting(meeting: Meeting, *, by: Membership, **changes: Any) -> Meeting:
    """Change the plan. When the meeting is convened and its date or place moves, the invited are told."""
    require(by, policy.PLAN)
    meeting = lock(meeting)
    require_writable(meeting)
    moved = {name for name in changes if name in SENT_FIELDS and getattr(meeting, name) != changes[name]}
    holders = {role: getattr(meeting, f"{role}_id") for role in retroplanning.HELD_BY}
    for name, value in changes.items():
        setattr(meeting, name, value)
    if moved & {"starts_at", "ends_at"}:
        _check_dates(meeting)
    if moved and meeting.status == MeetingStatus.CONVENED:
        meeting.sequence += 1
    meeting.full_clean()
    meeting.save(update_fields=[*changes, "sequence"])
    if "confidentiality" in changes:
        seal(meeting)
    if moved & {"title", "starts_at"}:
        retroplanning.move_steps(meeting)
    retroplanning.hand_steps_over(meeting, holders)
    timeline.record(meeting, "meetings.changed", by=by, title=meeting.title)
    if moved and meeting.status == MeetingStatus.CONVENED:
        notifications.send_change(meeting)
    return meeting


@transaction.atomic
def move_draft(meeting: Meeting, *, by: Membership, day: date) -> Meeting:
    """Put a meeting nobody was called to on another day, at the same hours."""
    require(by, policy.PLAN)
    meeting = lock(meeting)
    if meeting.status != MeetingStatus.DRAFT:
        raise ValidationError(
            "Des personnes sont déjà prévenues de cette date : changez-la depuis la page de la réunion.",
            code="convened",
        )
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    moved = [
        timezone.make_aware(datetime.combine(day + (one.date() - starts.date()), one.time())) for one in (starts, ends)
    ]
    return change_meeting(meeting, by=by, starts_at=moved[0], ends_at=moved[1])


@transaction.atomic
def add_participants(meeting: Meeting, people: Iterable[Person], *, by: Membership) -> list[Participant]:
    require(by, policy.PLAN)
    meeting = lock(meeting)
    require_writable(meeting)
    added = _invite(meeting, people)
    if meeting.status == MeetingStatus.CONVENED:
        notifications.send_invitations(meeting, added)
    return added


@transaction.atomic
def remove_participant(participant: Participant, *, by: Membership) -> None:
    require(by, policy.PLAN)
    meeting = lock(participant.meeting)
    require_writable(meeting)
    if meeting.status == MeetingStatus.CONVENED:
        notifications.send_withdrawal(meeting, participant)
    timeline.record(
        meeting, "meetings.participant_removed", by=by, title=meeting.title, name=participant.person.full_name
    )
    drawn = participant.signature
    participant.delete()
    if drawn is not None:
        files.discard(drawn)


@transaction.atomic
def convene(meeting: Meeting, *, by: Membership, message: str = "") -> Meeting:
    """Send each participant an invitation with a calendar event and a personal link to answer."""
    require(by, policy.PLAN)
    meeting = lock(meeting)
    check_transition(meeting, MeetingStatus.CONVENED)
    participants = list(queries.expected_at(meeting))
    if not participants:
        raise ValidationError(
            "Personne n’est convié : choisissez un groupe ou ajoutez des participants.", code="nobody"
        )
    if meeting.ends_at < timezone.now():
        raise ValidationError(
            "Cette réunion est déjà passée : changez sa date, ou ouvrez la séance pour la saisir.", code="past"
        )
    meeting.status = MeetingStatus.CONVENED
    meeting.convened_at = timezone.now()
    meeting.message = message
    meeting.full_clean()
    meeting.save(update_fields=["status", "convened_at", "message"])
    retroplanning.lay(meeting)
    retroplanning.tick_steps(meeting, StepAct.CONVENE)
    bring_decisions_back(meeting, by=by)
    bring_previous_minutes(meeting)
    notifications.send_invitations(meeting, participants)
    timeline.record(meeting, "meetings.convened", by=by, title=meeting.title, count=len(participants))
    return meeting


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, by: Membership, reason: str = "") -> Meeting:
    require(by, policy.PLAN)
    meeting = lock(meeting)
    check_transition(meeting, MeetingStatus.CANCELLED)
    was_convened = meeting.status == MeetingStatus.CONVENED
    meeting.status = MeetingStatus.CANCELLED
    meeting.cancel_reason = reason
    meeting.sequence += 1
    meeting.full_clean()
    meeting.save(update_fields=["status", "cancel_reason", "sequence"])
    retroplanning.suspend_steps(meeting)
    if was_convened:
        notifications.send_cancellation(meeting)
    timeline.record(meeting, "meetings.cancelled", by=by, title=meeting.title)
    return meeting


@transaction.atomic
def restore_meeting(meeting: Meeting, *, by: Membership) -> Meeting:
    """Take a cancelled meeting up again, as a draft: its agenda and its people are still there, nothing is sent."""
    require(by, policy.PLAN)
    meeting = lock(meeting)
    check_transition(meeting, MeetingStatus.DRAFT)
    meeting.status, meeting.cancel_reason, meeting.convened_at = MeetingStatus.DRAFT, "", None
    meeting.full_clean()
    meeting.save(update_fields=["status", "cancel_reason", "convened_at"])
    retroplanning.resume_steps(meeting)
    timeline.record(meeting, "meetings.restored", by=by, title=meeting.title)
    return meeting


def _points_of(like: Meeting) -> list[dict[str, Any]]:
    copied = ("title", "kind", "minutes", "presenter_id")
    return [{name: getattr(item, name) for name in copied} for item in like.items.filter(postponed_at__isnull=True)]


def _check_dates(meeting: Meeting) -> None:
    if meeting.starts_at > timezone.now() + FURTHEST:
        raise ValidationError({"starts_at": "Cette date est dans plus de trois ans : vérifiez l’année."}, code="far")
    if meeting.ends_at - meeting.starts_at > timedelta(hours=12):
        raise ValidationError({"ends_at": "La réunion durerait plus de douze heures : vérifiez l’heure de fin."})


def _members_on(group: Group, day: date) -> list[Person]:
    links = group.members.filter(not_gone(day)).select_related("person")
    return [link.person for link in links if link.person.is_present_on(day)]


def _invite(meeting: Meeting, people: Iterable[Person]) -> list[Participant]:
    """New calls; who was a guest of one item is called to the whole."""
    already = set(meeting.participants.values_list("person_id", flat=True))
    new = {person.pk: person for person in people if person.pk not in already}
    guests = list(Participant.everybody.filter(meeting=meeting, person__in=list(new)).select_related("person"))
    for guest in guests:
        guest.item = None
        guest.save(update_fields=["item"])
        del new[guest.person_id]
    called = Participant.objects.bulk_create(
        Participant(meeting=meeting, person=person, profession=person.profession) for person in new.values()
    )
    return [*guests, *called]
