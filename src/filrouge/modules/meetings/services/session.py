from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries.names import known_names
from filrouge.kernel.policy import require
from filrouge.kernel.privacy.validators import validate_no_identity
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.services import create_task
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.enums import Confidentiality, MeetingStatus
from filrouge.modules.meetings.models import AgendaItem, Meeting
from filrouge.modules.meetings.panels import tell_followers
from filrouge.modules.meetings.services.attendance import recount_minutes
from filrouge.modules.meetings.services.previous import bring_previous_minutes
from filrouge.modules.meetings.services.retroplanning import leave_past_steps
from filrouge.modules.meetings.services.status import check_transition, lock, require_writable

AROUND = timedelta(hours=2)  # opened or closed within this time of the plan, the clock is believed


@transaction.atomic
def open_session(meeting: Meeting, *, by: Membership) -> Meeting:
    """Open the session: now when it is the hour, at the planned hour when it is written up afterwards."""
    require(by, policy.HOLD)
    meeting = lock(meeting)
    check_transition(meeting, MeetingStatus.OPEN)
    now = timezone.now()
    if meeting.starts_at - AROUND > now:
        raise ValidationError(
            "Cette réunion n’a pas encore commencé. Si elle est avancée, changez d’abord sa date.", code="future"
        )
    bring_previous_minutes(meeting)
    meeting.written_afterwards = now > meeting.ends_at
    meeting.opened_at = meeting.starts_at if meeting.written_afterwards else now.replace(second=0, microsecond=0)
    meeting.closed_at = None
    meeting.status = MeetingStatus.OPEN
    meeting.full_clean()
    meeting.save(update_fields=["written_afterwards", "opened_at", "closed_at", "status"])
    timeline.record(meeting, "meetings.opened", by=by, title=meeting.title)
    tell_followers(meeting)
    return meeting


@transaction.atomic
def close_session(meeting: Meeting, *, by: Membership) -> Meeting:
    """Close the session: now, or at the planned hour when it was written afterwards or forgotten open.

    A session taken up again to be completed keeps the hour at which it had closed.
    """
    require(by, policy.HOLD)
    meeting = lock(meeting)
    check_transition(meeting, MeetingStatus.HELD)
    if meeting.closed_at is None:
        now = timezone.now().replace(second=0, microsecond=0)
        timed = not meeting.written_afterwards and now <= meeting.ends_at + AROUND
        meeting.closed_at = max(meeting.opened_at or meeting.starts_at, now if timed else meeting.ends_at)
    meeting.status = MeetingStatus.HELD
    meeting.full_clean()
    meeting.save(update_fields=["closed_at", "status"])
    recount_minutes(meeting)
    leave_past_steps(meeting)
    timeline.record(meeting, "meetings.closed", by=by, title=meeting.title)
    tell_followers(meeting)
    return meeting


@transaction.atomic
def reopen_session(meeting: Meeting, *, by: Membership) -> Meeting:
    """Go back into the session to complete it; its hours are kept until it is closed again."""
    require(by, policy.HOLD)
    meeting = lock(meeting)
    check_transition(meeting, MeetingStatus.OPEN)
    if meeting.under_correction.exists():
        raise ValidationError("Une correction ne rouvre pas la séance : complétez les notes.", code="correction")
    meeting.status = MeetingStatus.OPEN
    meeting.save(update_fields=["status"])
    timeline.record(meeting, "meetings.reopened", by=by, title=meeting.title)
    tell_followers(meeting)
    return meeting


@transaction.atomic
def change_session_times(
    meeting: Meeting, *, by: Membership, opened_at: datetime, closed_at: datetime | None
) -> Meeting:
    require(by, policy.HOLD)
    meeting = lock(meeting)
    require_writable(meeting)
    if opened_at > timezone.now() or (closed_at and closed_at > timezone.now() + AROUND):
        raise ValidationError("Ces heures sont dans le futur : vérifiez-les.", code="future")
    meeting.opened_at, meeting.closed_at = opened_at, closed_at
    meeting.full_clean()
    meeting.save(update_fields=["opened_at", "closed_at"])
    recount_minutes(meeting)
    timeline.record(meeting, "meetings.times_changed", by=by, title=meeting.title)
    return meeting


@transaction.atomic
def add_session_task(
    item: AgendaItem,
    *,
    by: Membership,
    title: str,
    owner: Person | None = None,
    due_on: date | None = None,
    acknowledged: Collection[str] = (),
) -> Task:
    """Write a task under an item. Its owner hears of it when the minutes are approved."""
    require(by, policy.HOLD)
    meeting = lock(item.meeting)
    require_writable(meeting)
    validate_no_identity(title, known_names=known_names(), acknowledged=acknowledged)
    return create_task(
        title=title,
        by=by,
        owner=owner,
        due_on=due_on,
        origin=item,
        origin_label=origin_label(meeting, item),
        released=False,
    )


def origin_label(meeting: Meeting, item: AgendaItem) -> str:
    """Tasks are read by the whole team: that of a reserved meeting does not say what was spoken of."""
    if meeting.confidentiality != Confidentiality.TEAM:
        return meeting.open_title
    return f"{meeting.title} : {item.title}"[:300]
