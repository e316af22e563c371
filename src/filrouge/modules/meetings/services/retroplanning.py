"""The steps around a meeting, as tasks on working days. They follow it: moved, dropped and ticked with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from filrouge.kernel.days.almanac import Almanac, almanac_of
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import coordinating_people
from filrouge.kernel.policy import require
from filrouge.kernel.search import services as search
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline.services import SYSTEM
from filrouge.kernel.work.enums import TaskStatus
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.services import change_task, complete_task, create_task, drop_task, reopen_task
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.enums import StepAct, StepOwner
from filrouge.modules.meetings.models import Meeting, MeetingStep
from filrouge.modules.meetings.queries.retroplanning import (
    day_of,
    is_time_to_lay,
    meetings_without_steps,
    steps_of,
)
from filrouge.modules.meetings.services.status import lock, require_writable
from filrouge.ui.typography import date_long

HELD_BY = (StepOwner.FACILITATOR, StepOwner.SECRETARY)  # roles of the session


@transaction.atomic
def lay_steps(meeting: Meeting, *, by: Membership) -> list[MeetingStep]:
    """Make tasks of the steps of its type, now. Once."""
    require(by, policy.PLAN)
    meeting = lock(meeting)
    require_writable(meeting)
    return lay(meeting)


def lay(meeting: Meeting) -> list[MeetingStep]:
    """In the caller's transaction. What is already past is to be done at once, and says so: nothing is born late."""
    today = timezone.localdate()
    if meeting.impromptu or meeting.starts_on < today or MeetingStep.objects.filter(meeting=meeting).exists():
        return []
    almanac, coordinator = almanac_of(meeting.site), _coordinator()
    return [_lay_one(meeting, rank, line, almanac, coordinator) for rank, line in enumerate(meeting.type.retroplanning)]


def lay_coming_steps() -> int:
    """Of the meetings whose first step is near, in the ambient organisation."""
    today = timezone.localdate()
    laid = 0
    for meeting in meetings_without_steps(today):
        if is_time_to_lay(meeting, today):
            with transaction.atomic():
                laid += len(lay(lock(meeting)))
    return laid


def move_steps(meeting: Meeting) -> None:
    """To the new date of the meeting, those still to do; what is done stays where it was done."""
    almanac, today = almanac_of(meeting.site), timezone.localdate()
    for step in _open_steps(meeting):
        due, late = _due(step.days, meeting, almanac, today)
        change_task(step.task, by=SYSTEM, due_on=due)
        if step.late != late:
            step.late = late
            step.save(update_fields=["late"])
    relabel_steps(meeting)


def relabel_steps(meeting: Meeting) -> None:
    """What its tasks say of the meeting: never more than its readers allow."""
    tasks = Task.objects.filter(origin_kind=Meeting._meta.label_lower, origin_id=meeting.pk)
    label = label_of(meeting)
    for task in tasks.exclude(origin_label=label).select_related("owner"):
        task.origin_label = label
        task.save(update_fields=["origin_label"])
        search.refresh(task)


def hand_steps_over(meeting: Meeting, before: Mapping[StepOwner, Any]) -> None:
    """A role of the session changed hands: its open steps follow, unless somebody else took them meanwhile."""
    changed = [role for role in HELD_BY if before[role] != getattr(meeting, f"{role}_id")]
    if not changed:
        return
    standing_in = _coordinator()
    for step in _open_steps(meeting):
        if step.owner not in changed:
            continue
        was = before[StepOwner(step.owner)] or (standing_in and standing_in.pk)
        if step.task.owner_id in {None, was}:
            change_task(step.task, by=SYSTEM, owner=getattr(meeting, step.owner) or standing_in)


def suspend_steps(meeting: Meeting) -> None:
    """The meeting is cancelled."""
    for step in _open_steps(meeting):
        drop_task(step.task, by=SYSTEM)
        step.suspended = True
        step.save(update_fields=["suspended"])


def resume_steps(meeting: Meeting) -> None:
    """The meeting is taken up again: so are the steps that its cancellation had dropped, at their days."""
    for step in steps_of(meeting).filter(suspended=True, task__status=TaskStatus.DROPPED):
        reopen_task(step.task, by=SYSTEM)
    MeetingStep.objects.filter(meeting=meeting, suspended=True).update(suspended=False)
    move_steps(meeting)


def tick_steps(meeting: Meeting, *acts: StepAct) -> None:
    """The act that a step waited for was done."""
    for step in _open_steps(meeting):
        if step.act in acts:
            complete_task(step.task, by=SYSTEM)


def leave_past_steps(meeting: Meeting) -> None:
    """The session is closed: what was to be done before it no longer is."""
    for step in _open_steps(meeting):
        if step.days < 0:
            drop_task(step.task, by=SYSTEM)


@transaction.atomic
def do_step(step: MeetingStep, *, by: Membership) -> None:
    if step.task.is_open:
        complete_task(step.task, by=by)


@transaction.atomic
def undo_step(step: MeetingStep, *, by: Membership) -> None:
    if not step.task.is_open:
        reopen_task(step.task, by=by)


def _coordinator() -> Person | None:
    return next(iter(coordinating_people(timezone.localdate())), None)


def label_of(meeting: Meeting) -> str:
    return f"{meeting.open_title}, {date_long(meeting.starts_on)}"[:300]


def _lay_one(
    meeting: Meeting, rank: int, line: dict[str, Any], almanac: Almanac, coordinator: Person | None
) -> MeetingStep:
    due, late = _due(line["days"], meeting, almanac, timezone.localdate())
    owners = {
        StepOwner.COORDINATOR: coordinator,
        StepOwner.FACILITATOR: meeting.facilitator or coordinator,  # until somebody holds the role
        StepOwner.SECRETARY: meeting.secretary or coordinator,
    }
    task = create_task(
        title=line["title"],
        by=SYSTEM,
        owner=owners.get(line["owner"]),
        due_on=due,
        origin=meeting,
        origin_label=label_of(meeting),
    )
    step = MeetingStep(meeting=meeting, rank=rank, task=task, late=late, **line)
    step.full_clean()
    step.save()
    return step


def _due(days: int, meeting: Meeting, almanac: Almanac, today: date) -> tuple[date, bool]:
    """Its day, or the next working one, no later than the meeting, when it is already past."""
    day = day_of(days, meeting.starts_on, almanac)
    if day >= today:
        return day, False
    return max(min(almanac.on_or_after(today), meeting.starts_on), today), True


def _open_steps(meeting: Meeting) -> list[MeetingStep]:
    return list(steps_of(meeting).filter(task__status=TaskStatus.OPEN))
