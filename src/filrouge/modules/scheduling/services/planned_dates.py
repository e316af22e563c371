"""One date of the plan moved, added, removed; then the meetings made of all of them, and that undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import policy
from filrouge.modules.meetings import services as meetings
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.scheduling.models import PlanLine, PlannedDate, YearPlan
from filrouge.modules.scheduling.services.plans import lock_plan

UNDONE = "Le plan de l’année est repris."


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing the creation took back, and what it left because it lives on its own by now."""

    cancelled: int
    kept: int


def day_held(planned: PlannedDate) -> date:
    """Where it is now; nobody moves it until the transaction ends."""
    lock_plan(planned.line.plan)
    return PlannedDate.objects.get(pk=planned.pk).day


@transaction.atomic
def move_date(planned: PlannedDate, *, by: Membership, day: date, starts: time | None = None) -> PlannedDate:
    """Put a date elsewhere in its year. A meeting already made of it follows, as long as it is not convened."""
    require(by, policy.PLAN)
    lock_plan(planned.line.plan)
    planned = PlannedDate.objects.select_related("line", "line__plan", "meeting").get(pk=planned.pk)
    _check_day(planned.line.plan, day)
    meeting = planned.meeting
    if meeting is not None and meeting.status not in {MeetingStatus.DRAFT, MeetingStatus.CANCELLED}:
        raise ValidationError(
            "Cette réunion est déjà convoquée ou tenue : changez sa date depuis sa page.", code="convened"
        )
    planned.day, planned.starts, planned.by_hand = day, starts or planned.starts, True
    planned.full_clean()
    planned.save(update_fields=["day", "starts", "by_hand"])
    if meeting is not None and meeting.status == MeetingStatus.DRAFT:
        meetings.change_meeting(meeting, by=by, starts_at=planned.starts_at, ends_at=planned.ends_at)
    return planned


@transaction.atomic
def add_date(line: PlanLine, *, by: Membership, day: date, starts: time | None = None) -> PlannedDate:
    require(by, policy.PLAN)
    plan = lock_plan(line.plan)
    _check_day(plan, day)
    planned = PlannedDate(line=line, day=day, starts=starts or line.times[0], by_hand=True)
    planned.full_clean()
    planned.save()
    return planned


@transaction.atomic
def remove_date(planned: PlannedDate, *, by: Membership) -> None:
    """Take a date off the plan. A meeting already made of it is cancelled from its own page, never from here."""
    require(by, policy.PLAN)
    lock_plan(planned.line.plan)
    if planned.is_created:
        raise ValidationError("Cette date est déjà une réunion : annulez-la depuis sa page.", code="created")
    planned.delete()


@transaction.atomic
def create_meetings(plan: YearPlan, *, by: Membership) -> int:
    """Make a draft meeting of every date to come that is not one yet. Twice the same makes nothing more."""
    require(by, policy.PLAN)
    plan = lock_plan(plan)
    made = 0
    dates = PlannedDate.objects.filter(line__plan=plan).select_related("line__type", "line__group", "meeting")
    for planned in dates.order_by("day", "starts", "pk"):
        if planned.is_created or planned.starts_at <= timezone.now():
            continue
        _create(planned, by=by)
        made += 1
    if made:
        plan.created_at = timezone.now()
        plan.save(update_fields=["created_at"])
        timeline.record(plan, "scheduling.plan_created", by=by, year=plan.year, count=made)
    return made


@transaction.atomic
def undo_creation(plan: YearPlan, *, by: Membership) -> Undone:
    """Cancel the drafts made of the plan; what was convened since, or written in, stays a meeting."""
    require(by, policy.PLAN)
    plan = lock_plan(plan)
    dates = PlannedDate.objects.filter(line__plan=plan, meeting__isnull=False).select_related("meeting", "line")
    created = [one for one in dates if one.is_created]
    drafts = [one.meeting for one in created if one.meeting and one.meeting.status == MeetingStatus.DRAFT]
    for meeting in drafts:
        meetings.cancel_meeting(meeting, by=by, reason=UNDONE)
    plan.created_at = None
    plan.save(update_fields=["created_at"])
    timeline.record(plan, "scheduling.plan_undone", by=by, year=plan.year, count=len(drafts))
    return Undone(len(drafts), len(created) - len(drafts))


def _create(planned: PlannedDate, *, by: Membership) -> None:
    """A draft, or the one cancelled when the plan was taken up again, with what it holds."""
    line = planned.line
    if planned.meeting is not None:
        meetings.restore_meeting(planned.meeting, by=by)
        meetings.change_meeting(planned.meeting, by=by, starts_at=planned.starts_at, ends_at=planned.ends_at)
        return
    planned.meeting = meetings.plan_meeting(
        by=by,
        type=line.type,
        group=line.group,
        title=line.title,
        starts_at=planned.starts_at,
        ends_at=planned.ends_at,
        place=line.place,
    )
    planned.save(update_fields=["meeting"])


def _check_day(plan: YearPlan, day: date) -> None:
    if day.year != plan.year:
        raise ValidationError({"day": f"Ce plan est celui de {plan.year} : choisissez un jour de cette année."})
    if day <= timezone.localdate():
        raise ValidationError({"day": "Ce jour est passé : choisissez-en un à venir."}, code="past")
