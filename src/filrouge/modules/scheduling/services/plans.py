"""The plan of a year: its lines, and where the house lays their dates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.days.almanac import almanac_of
from filrouge.kernel.people.models import Group
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.models import MeetingType
from filrouge.modules.meetings.queries import meeting_types
from filrouge.modules.scheduling import queries
from filrouge.modules.scheduling.enums import Rhythm
from filrouge.modules.scheduling.models import PlanLine, PlannedDate, YearPlan
from filrouge.modules.scheduling.queries import Moment

MOST_LINES = 20
# What a year is made of: six RCP at least (ACI), the team each month, the bureau, two steering committees…
USUAL = (("rcp", 6), ("team", 10), ("bureau", 10), ("steering", 2), ("dialogue", 1), ("users", 1))
USUAL_DAYS, USUAL_HOUR, SUMMER = [1, 3], "12:30", [7, 8]


@transaction.atomic
def start_plan(year: int, *, by: Membership) -> YearPlan:
    """Begin the plan of a year with the usual lines, laid on the days when its coordinator is on site."""
    require(by, policy.PLAN)
    if year < timezone.localdate().year:
        raise ValidationError("Cette année est passée : choisissez l’année en cours ou la suivante.", code="past")
    plan = YearPlan(year=year)
    plan.full_clean()
    plan.save()
    days = sorted(queries.own_days(by)) or USUAL_DAYS
    kinds = {kind.code: kind for kind in meeting_types()}
    lines = [(kinds[code], number) for code, number in USUAL if code in kinds]
    PlanLine.objects.bulk_create(
        _usual_line(plan, position, kind, number, days) for position, (kind, number) in enumerate(lines)
    )
    lay_plan(plan, by=by)
    timeline.record(plan, "scheduling.plan_started", by=by, year=year)
    return plan


@transaction.atomic
def lay_plan(plan: YearPlan, *, by: Membership, lines: Iterable[PlanLine] | None = None) -> YearPlan:
    """Lay the dates again, of some lines or of all. Dates placed by hand, and meetings, stay where they are."""
    require(by, policy.PLAN)
    plan = queries.plans_with_dates().get(pk=lock_plan(plan).pk)
    every = list(plan.lines.all())
    chosen = {line.pk for line in every} if lines is None else {line.pk for line in lines}
    PlannedDate.objects.filter(line__in=chosen, by_hand=False, meeting=None).delete()
    existing = list(queries.meetings_of_year(plan.year))
    answering = queries.shared_out(every, existing)
    kept = [one for line in every for one in line.dates.all() if _stays(one, line, chosen)]
    busy = [queries.moment_of(meeting) for meeting in existing] + [queries.moment_planned(one) for one in kept]
    year = queries.year_to_fill(plan, almanac_of(), timezone.localdate())
    for line in every:
        if line.pk in chosen:
            own = [queries.moment_of(meeting) for meeting in answering[line.pk]]
            own += [queries.moment_planned(one) for one in kept if one.line_id == line.pk]
            busy += _fill(line, year, busy, own)
    return plan


def _stays(planned: PlannedDate, line: PlanLine, chosen: Collection[UUID]) -> bool:
    """A date that laying again leaves where it is, and that is not counted as a meeting already."""
    planned.line = line
    return not planned.is_created and (planned.by_hand or planned.meeting is not None or line.pk not in chosen)


def _fill(line: PlanLine, year: queries.Year, busy: Sequence[Moment], own: Sequence[Moment]) -> list[Moment]:
    found = queries.lay(queries.wish_of(line), year, busy, own)
    PlannedDate.objects.bulk_create(PlannedDate(line=line, day=one.day, starts=one.starts) for one in found.moments)
    line.shortfall = found.shortfall
    line.save(update_fields=["shortfall"])
    return found.moments


@transaction.atomic
def change_plan(plan: YearPlan, *, by: Membership, avoids_holidays: bool) -> YearPlan:
    require(by, policy.PLAN)
    plan = lock_plan(plan)
    plan.avoids_holidays = avoids_holidays
    plan.save(update_fields=["avoids_holidays"])
    timeline.record(plan, "scheduling.plan_changed", by=by, year=plan.year)
    return lay_plan(plan, by=by)


@transaction.atomic
def add_line(plan: YearPlan, *, by: Membership, **details: Any) -> PlanLine:
    require(by, policy.PLAN)
    plan = lock_plan(plan)
    positions = list(plan.lines.values_list("position", flat=True))
    if len(positions) >= MOST_LINES:
        raise ValidationError("Le plan compte déjà vingt lignes : retirez-en une.", code="too_many")
    line = PlanLine(plan=plan, position=max(positions, default=-1) + 1, **details)
    line.full_clean()
    line.save()
    lay_plan(plan, by=by, lines=[line])
    timeline.record(plan, "scheduling.plan_changed", by=by, year=plan.year)
    return line


@transaction.atomic
def change_line(line: PlanLine, *, by: Membership, **changes: Any) -> PlanLine:
    """Change what a line asks for; its dates not placed by hand are laid again."""
    require(by, policy.PLAN)
    plan = lock_plan(line.plan)
    for name, value in changes.items():
        setattr(line, name, value)
    line.full_clean()
    line.save(update_fields=list(changes))
    lay_plan(plan, by=by, lines=[line])
    timeline.record(plan, "scheduling.plan_changed", by=by, year=plan.year)
    return line


@transaction.atomic
def remove_line(line: PlanLine, *, by: Membership) -> None:
    """Take a line off the plan with its dates; the meetings already made of it stay."""
    require(by, policy.PLAN)
    plan = lock_plan(line.plan)
    line.delete()
    timeline.record(plan, "scheduling.plan_changed", by=by, year=plan.year)


def lock_plan(plan: YearPlan) -> YearPlan:
    return YearPlan.objects.select_for_update(of=("self",)).get(pk=plan.pk)


def _usual_line(plan: YearPlan, position: int, kind: MeetingType, number: int, days: list[int]) -> PlanLine:
    return PlanLine(
        plan=plan,
        position=position,
        type=kind,
        group=usual_group(kind),
        title=kind.short_name,
        rhythm=Rhythm.COUNT,
        number=number,
        weekdays=days,
        hours=[USUAL_HOUR],
        minutes=kind.default_minutes,
        avoided_months=SUMMER,
    )


def usual_group(kind: MeetingType) -> Group | None:
    """The group that this type of meeting calls."""
    if kind.group is not None:
        return kind.group
    if not kind.group_kind:
        return None
    return Group.objects.filter(kind=kind.group_kind, closed_on__isnull=True).order_by("name", "pk").first()
