from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.work import policy as work
from filrouge.kernel.work.enums import TaskStatus
from filrouge.kernel.work.services import may_act
from filrouge.modules.meetings import policy, queries
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import Meeting, MeetingStep
from filrouge.modules.meetings.panels import MeetingPanel, Place, meeting_panels
from filrouge.ui.typography import date_short


@dataclass(frozen=True, slots=True)
class StepRow:
    step: MeetingStep
    state: str
    said: str  # « pour le 3 mars », « faite le 2 mars »
    may_act: bool


@meeting_panels.register("meetings.retroplanning")
def retroplanning(membership: Membership, meeting: Meeting, places: Sequence[Place]) -> Iterator[MeetingPanel]:
    """The steps around the meeting, until its minutes are approved; what they will be while they are not laid."""
    if (
        "aside" not in places
        or meeting.impromptu
        or meeting.status in {MeetingStatus.APPROVED, MeetingStatus.CANCELLED}
    ):
        return
    if (not meeting.type.retroplanning and meeting.status == MeetingStatus.DRAFT) or not can(membership, work.VIEW):
        return
    rows = [_row(step, membership) for step in queries.steps_of(meeting)]
    marks = ", ".join(MeetingStep(days=line["days"]).mark for line in meeting.type.retroplanning)
    to_come = meeting.status in {MeetingStatus.DRAFT, MeetingStatus.CONVENED} and not meeting.is_over
    if rows or (to_come and marks):
        context = {
            "steps": rows,
            "caught_up": sum(row.step.late and row.state == TaskStatus.OPEN for row in rows),
            "marks": marks,
            "may_lay": can(membership, policy.PLAN),
        }
        yield MeetingPanel("aside", "meetings/_retroplanning.html", context, order=5)


def _row(step: MeetingStep, membership: Membership) -> StepRow:
    task = step.task
    said = "abandonnée"
    if task.status == TaskStatus.DONE and task.done_on:
        said = f"faite le {date_short(task.done_on)}"
    elif task.is_open and task.due_on:
        said = f"pour le {date_short(task.due_on)}"
    return StepRow(step, task.status, said, may_act(task, membership))


@meeting_panels.register("meetings.postpone")
def postpone(membership: Membership, meeting: Meeting, places: Sequence[Place]) -> Iterator[MeetingPanel]:
    """At the foot of each point of the session: put it off to the next one."""
    if "item" in places and meeting.is_writable and can(membership, policy.PLAN):
        yield MeetingPanel("item", "meetings/_postpone.html", order=90)
