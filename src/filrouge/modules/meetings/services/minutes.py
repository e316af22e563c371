from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from filrouge.kernel.documents.render_pdf import render_pdf
from filrouge.kernel.files import services as files
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.work.services import release_tasks
from filrouge.modules.meetings import exports, notifications, policy, queries
from filrouge.modules.meetings.enums import Approval, MeetingStatus, Presence, StepAct
from filrouge.modules.meetings.models import Meeting, Minutes, Participant
from filrouge.modules.meetings.services.annexes import freeze_annexes
from filrouge.modules.meetings.services.decisions import lock_numbers, number_decisions
from filrouge.modules.meetings.services.retroplanning import tick_steps
from filrouge.modules.meetings.services.sealing import reading_capability
from filrouge.modules.meetings.services.sheets import freeze_sheets
from filrouge.modules.meetings.services.status import check_transition, lock

DAYS_TO_REVIEW = 8


@transaction.atomic
def send_for_review(meeting: Meeting, *, by: Membership, until: date | None = None) -> Meeting:
    """Send the draft minutes to those who attended, each with a personal link to approve or ask for a correction."""
    require(by, policy.HOLD)
    meeting = lock(meeting)
    check_transition(meeting, MeetingStatus.REVIEW)
    _require_attendance(meeting)
    until = until or timezone.localdate() + timedelta(days=DAYS_TO_REVIEW)
    if until < timezone.localdate():
        raise ValidationError({"until": "La date limite de relecture est passée."}, code="past")
    meeting.status = MeetingStatus.REVIEW
    meeting.review_until = until
    meeting.full_clean()
    meeting.save(update_fields=["status", "review_until"])
    readers = list(queries.attendees(meeting))
    for reader in readers:  # a new draft asks anew
        reader.approval, reader.approved_at = Approval.NONE, None
    Participant.objects.bulk_update(readers, ["approval", "approved_at"])
    notifications.send_reviews(meeting, readers)
    tick_steps(meeting, StepAct.REVIEW)
    timeline.record(meeting, "meetings.review_sent", by=by, title=meeting.title, count=len(readers))
    return meeting


@transaction.atomic
def approve_minutes(
    meeting: Meeting, *, by: Membership, remarks_left: int = 0, session: Meeting | None = None
) -> Minutes:
    """Freeze the minutes: number, PDF and fingerprint; decisions get their numbers, tasks reach their owners.

    ``remarks_left``: how many remarks to treat whoever approves has seen, and leaves so. With more of them, nothing is
    frozen (code ``remarks``). ``session``: the next meeting, when it is there that they are approved.
    """
    require(by, policy.APPROVE)
    meeting = lock(meeting)
    check_transition(meeting, MeetingStatus.APPROVED)
    _require_attendance(meeting)
    _require_remarks_seen(meeting, remarks_left)
    lock_numbers()
    fresh = meeting.decisions.filter(number__isnull=True).order_by("item__position", "pk")
    number_decisions(fresh, year=meeting.starts_on.year)
    minutes = _next_version(meeting, by)
    if session is not None:
        minutes.adopted_on, minutes.adopted_in = session.starts_on, session
    whole = queries.meetings_with_everything().get(pk=meeting.pk)
    tasks, annexes = queries.tasks_by_item(meeting), queries.annexes_of(meeting)
    document = exports.minutes_document(whole, tasks, minutes, annexes)
    minutes.file = files.store(
        name=f"{minutes.reference} {meeting.title}"[:180] + ".pdf",
        content=render_pdf(document),
        capability=reading_capability(meeting),
        frozen=True,
        expected={"application/pdf"},
    )
    minutes.full_clean()
    minutes.save()
    meeting.under_correction.all().delete()
    meeting.status = MeetingStatus.APPROVED
    meeting.save(update_fields=["status"])
    freeze_sheets(meeting)
    freeze_annexes(meeting, minutes)
    release_tasks(list(queries.tasks_of(meeting)), by=by)
    tick_steps(meeting, StepAct.REVIEW, StepAct.APPROVE)
    timeline.record(meeting, "meetings.approved", by=by, title=meeting.title, number=minutes.reference)
    return minutes


def _next_version(meeting: Meeting, by: Membership) -> Minutes:
    """The first takes the next number of the year; a correction keeps it, under the next version."""
    minutes = Minutes(meeting=meeting, approved_at=timezone.now(), approved_by=str(by.user))
    former, correction = meeting.minutes_versions.first(), meeting.under_correction.first()
    if former is not None and correction is not None:
        minutes.year, minutes.number, minutes.version = former.year, former.number, former.version + 1
        minutes.reason = correction.reason
        return minutes
    minutes.year = meeting.starts_on.year
    taken = Minutes.objects.filter(year=minutes.year).aggregate(Max("number"))["number__max"] or 0
    minutes.number = taken + 1
    return minutes


def _require_attendance(meeting: Meeting) -> None:
    if meeting.participants.filter(presence=Presence.UNKNOWN).exists():
        raise ValidationError(
            "Il reste des présences à pointer : sans elles, la réunion ne compte pas comme preuve.",
            code="attendance",
        )


def _require_remarks_seen(meeting: Meeting, seen: int) -> None:
    if queries.open_remarks(meeting).count() > seen:
        raise ValidationError(
            "Des remarques attendent encore une suite : lisez-les, puis approuvez si vous le voulez.", code="remarks"
        )
