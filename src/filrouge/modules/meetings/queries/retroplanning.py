"""Steps of the retroplanning: their days, and where each stands."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from filrouge.kernel.days.almanac import Almanac
from filrouge.kernel.work.enums import TaskStatus
from filrouge.modules.meetings.enums import MeetingStatus, StepAct
from filrouge.modules.meetings.models import Meeting, MeetingStep

AHEAD = timedelta(days=14)  # a draft has its steps this long before the first of them
FURTHEST = timedelta(days=120 + 14)  # the furthest a step may be from its meeting, see models.lines
PREPARED = (MeetingStatus.DRAFT, MeetingStatus.CONVENED)


def steps_of(meeting: Meeting) -> QuerySet[MeetingStep]:
    return MeetingStep.objects.filter(meeting=meeting).select_related("task__owner")


def day_of(days: int, meeting_day: date, almanac: Almanac) -> date:
    """A working day: earlier for what comes before the meeting, later for what follows."""
    day = meeting_day + timedelta(days=days)
    if days == 0 or almanac.is_working_day(day):
        return day
    return almanac.before(day) if days < 0 else almanac.on_or_after(day)


def is_time_to_lay(meeting: Meeting, today: date) -> bool:
    """The first step is near."""
    first = min((line["days"] for line in meeting.type.retroplanning), default=None)
    return first is not None and meeting.starts_on + timedelta(days=first) <= today + AHEAD


def meetings_without_steps(today: date) -> QuerySet[Meeting]:
    laid = MeetingStep.objects.filter(meeting=OuterRef("pk"))
    ahead = Meeting.objects.filter(status__in=PREPARED, impromptu=False, starts_at__date__gte=today)
    near = ahead.filter(starts_at__date__lte=today + FURTHEST).exclude(type__retroplanning=[])
    return near.exclude(Exists(laid)).select_related("type", "group", "site", "facilitator", "secretary")


def open_step_days(meeting: Meeting) -> dict[UUID, date | None]:
    """Of the steps still to do: to say what a change of date moved."""
    steps = MeetingStep.objects.filter(meeting=meeting, task__status=TaskStatus.OPEN)
    return dict(steps.order_by().values_list("pk", "task__due_on"))


def has_open_step(act: StepAct) -> Exists:
    """A task already says what is to be done next: nothing else needs to."""
    return Exists(MeetingStep.objects.filter(meeting=OuterRef("pk"), act=act, task__status=TaskStatus.OPEN))
