from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db.models import Exists, Prefetch, Q, QuerySet
from django.utils import timezone

from filrouge.kernel.days.almanac import Almanac
from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.queries import new_year, readable_meetings
from filrouge.modules.scheduling.enums import Rhythm
from filrouge.modules.scheduling.models import PlanLine, PlannedDate, YearPlan
from filrouge.modules.scheduling.queries.laying import Moment, Wish, Year
from filrouge.modules.scheduling.queries.suggestions import habits_of_group
from filrouge.ui.typography import FIXED


@dataclass(frozen=True, slots=True)
class LineState:
    """One line of the plan: its dates still planned, the meetings that already answer it."""

    line: PlanLine
    planned: Sequence[PlannedDate] = ()
    existing: Sequence[Meeting] = field(default=())

    @property
    def sentence(self) -> str:
        """« 2 sur 6 déjà prévues, 4 à créer »"""
        done, left = len(self.existing), len(self.planned)
        wanted = f" sur {self.line.number}" if self.line.rhythm == Rhythm.COUNT else ""
        told = []
        if done:
            told.append(f"{done}{wanted} déjà prévue{'s' if done > 1 else ''}")
        if left:
            told.append(f"{left}{FIXED}à créer")
        return ", ".join(told) or "aucune date"


def plan_of(year: int) -> YearPlan | None:
    return YearPlan.objects.filter(year=year).first()


def year_waits(year: int) -> bool | None:
    """Whether the plan of that year is begun (True) or not (False); None when nothing waits: its meetings are made,
    or this team has never met. One query."""
    plan = YearPlan.objects.filter(year=year).order_by()
    row = (
        Meeting.objects.order_by()
        .annotate(laid=Exists(plan), made=Exists(plan.filter(created_at__isnull=False)))
        .values("laid", "made")
        .first()
    )
    return None if row is None or row["made"] else bool(row["laid"])


def plans_with_dates() -> QuerySet[YearPlan]:
    lines = PlanLine.objects.select_related("type", "group").order_by("plan_id", "position", "pk")
    dates = PlannedDate.objects.select_related("meeting").order_by("line_id", "day", "starts", "pk")
    return YearPlan.objects.prefetch_related(Prefetch("lines", lines), Prefetch("lines__dates", dates))


def meetings_of_year(year: int) -> QuerySet[Meeting]:
    """Meetings that stand in the year, whoever asks: what is busy is busy for all. Pages ask ``readable_meetings``."""
    return (
        Meeting.objects.filter(starts_at__gte=new_year(year), starts_at__lt=new_year(year + 1), impromptu=False)
        .exclude(status=MeetingStatus.CANCELLED)
        .order_by("starts_at", "pk")
    )


def shown_meetings(membership: Membership, year: int) -> QuerySet[Meeting]:
    return meetings_of_year(year).filter(pk__in=readable_meetings(membership).values("pk")).select_related("type")


def answers(meeting: Meeting, line: PlanLine) -> bool:
    """Whether a meeting may be one of those a line asks for: same type, and not another group."""
    same_group = line.group_id is None or meeting.group_id in {None, line.group_id}
    return meeting.type_id == line.type_id and same_group


def shared_out(lines: Sequence[PlanLine], meetings: Sequence[Meeting]) -> dict[UUID, list[Meeting]]:
    """The meetings of a year by the line they answer: those made of its dates, then others until it has enough."""
    made = {one.meeting_id: line.pk for line in lines for one in line.dates.all() if one.meeting_id and one.is_created}
    found: dict[UUID, list[Meeting]] = {line.pk: [] for line in lines}
    for meeting in sorted(meetings, key=lambda one: one.pk not in made):
        owner = made.get(meeting.pk) or next(
            (line.pk for line in lines if answers(meeting, line) and _has_room(line, found[line.pk])), None
        )
        if owner is not None:
            found[owner].append(meeting)
    return found


def _has_room(line: PlanLine, meetings: Sequence[Meeting]) -> bool:
    return line.rhythm != Rhythm.COUNT or len(meetings) < line.number


def line_states(plan: YearPlan, meetings: Sequence[Meeting]) -> list[LineState]:
    """The lines of a plan read with its dates, each with the meetings that answer it."""
    lines = list(plan.lines.all())
    found = shared_out(lines, meetings)
    return [LineState(line, [one for one in line.dates.all() if not one.is_created], found[line.pk]) for line in lines]


def wish_of(line: PlanLine) -> Wish:
    return Wish(
        rhythm=Rhythm(line.rhythm),
        number=line.number,
        weekdays=line.weekdays,
        hours=line.times,
        minutes=line.minutes,
        avoided_months=line.avoided_months,
        best_day=best_day_of(line) if line.prefers_best_day else None,
    )


def best_day_of(line: PlanLine) -> int | None:
    """Among the days allowed, the one where most of those called came."""
    found = habits_of_group(line.group_id, line.type_id)
    return next((habit.weekday for habit in found if habit.weekday in line.weekdays), None)


def year_to_fill(plan: YearPlan, almanac: Almanac, today: date) -> Year:
    return Year(plan.year, date.fromordinal(today.toordinal() + 1), almanac, plan.avoids_holidays)


def moment_of(meeting: Meeting) -> Moment:
    local = timezone.localtime(meeting.starts_at)
    return Moment(local.date(), local.time(), meeting.planned_minutes)


def moment_planned(one: PlannedDate) -> Moment:
    return Moment(one.day, one.starts, one.line.minutes)


def own_days(membership: Membership) -> Collection[int]:
    """The days on which the person behind an account is on site; nothing when it is not said."""
    person = Person.objects.filter(user=membership.user_id).first()
    return person.days_on_site if person else ()


def planned_between(first: date, last: date) -> QuerySet[PlannedDate]:
    """Dates of the plans that are not meetings yet."""
    waiting = Q(meeting__isnull=True) | Q(meeting__status=MeetingStatus.CANCELLED)
    found = PlannedDate.objects.filter(waiting, day__gte=first, day__lte=last).select_related("line", "line__plan")
    return found.order_by("day", "starts", "pk")


def planned_date(year: int, pk: UUID) -> QuerySet[PlannedDate]:
    return PlannedDate.objects.filter(pk=pk, line__plan__year=year).select_related("line", "line__plan", "meeting")
