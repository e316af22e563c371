from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.search import services as search
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import SYSTEM
from filrouge.kernel.work.enums import TaskStatus
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.services import change_task, create_task, drop_task, reopen_task
from filrouge.modules.planning import policy, queries
from filrouge.modules.planning.enums import PlanRole
from filrouge.modules.planning.models import Plan, PlanStep
from filrouge.modules.planning.queries import Line, Template, TemplateStep
from filrouge.modules.planning.services.laying import lay_again, lock
from filrouge.ui.typography import date_long


@transaction.atomic
def create_plan(
    *,
    by: Membership,
    title: str,
    target_on: date,
    template: Template,
    owners: Mapping[PlanRole, Person] | None = None,
    begins_on: date | None = None,
    avoids_school_holidays: bool = False,
) -> Plan:
    """Its steps become tasks, on the days when their owners are there."""
    require(by, policy.KEEP)
    plan = Plan(
        title=title.strip(),
        target_on=target_on,
        begins_on=begins_on,
        avoids_school_holidays=avoids_school_holidays,
        template_code=template.code,
        source=template.source,
    )
    plan.full_clean()
    plan.save()
    preview = queries.preview_template(
        template,
        owners or {},
        target_on=target_on,
        begins_on=begins_on,
        avoids_school_holidays=avoids_school_holidays,
    )
    lines = {line.key: line for line in preview.lines}
    for one in template.steps:
        _make_step(plan, one, lines[one.key])
    timeline.record(plan, "planning.created", by=by, title=plan.title, when=date_long(target_on))
    return plan


@transaction.atomic
def change_plan(
    plan: Plan,
    *,
    by: Membership,
    title: str,
    target_on: date,
    begins_on: date | None = None,
    avoids_school_holidays: bool = False,
    owners: Mapping[PlanRole, Person] | None = None,
) -> Plan:
    """Another title, another date, somebody else for a role: what is not done is laid again."""
    require(by, policy.KEEP)
    plan = running(plan)
    moved, renamed = plan.target_on != target_on, plan.title != title.strip()
    plan.title, plan.target_on, plan.begins_on = title.strip(), target_on, begins_on
    plan.avoids_school_holidays = avoids_school_holidays
    plan.full_clean()
    plan.save()
    if renamed:
        _relabel(plan)
    _hand_over(plan, owners or {})
    lay_again(plan)
    action = "planning.moved" if moved else "planning.laid_again"
    timeline.record(plan, action, by=by, title=plan.title, when=date_long(target_on))
    return plan


@transaction.atomic
def drop_plan(plan: Plan, *, by: Membership) -> None:
    """Its tasks still to do are dropped with it; « reprendre » brings them back."""
    require(by, policy.KEEP)
    plan = running(plan)
    for step in queries.steps_of(plan):
        if step.is_open:
            drop_task(step.task, by=SYSTEM)
            step.suspended = True
            step.save(update_fields=["suspended"])
    plan.dropped_on = timezone.localdate()
    plan.save(update_fields=["dropped_on"])
    timeline.record(plan, "planning.dropped", by=by, title=plan.title)


@transaction.atomic
def resume_plan(plan: Plan, *, by: Membership) -> None:
    require(by, policy.KEEP)
    plan = lock(plan)
    if not plan.is_dropped:
        raise ValidationError("Ce rétroplanning n’est pas abandonné.", code="running")
    plan.dropped_on = None
    plan.save(update_fields=["dropped_on"])
    for step in queries.steps_of(plan).filter(suspended=True):
        if step.task.status == TaskStatus.DROPPED:
            reopen_task(step.task, by=SYSTEM)
        step.suspended = False
        step.save(update_fields=["suspended"])
    lay_again(plan)
    timeline.record(plan, "planning.resumed", by=by, title=plan.title)


def _make_step(plan: Plan, one: TemplateStep, line: Line) -> None:
    task = create_task(
        title=one.title,
        by=SYSTEM,
        owner=line.owner,
        due_on=line.place.ends_on,
        effort=one.minutes or None,
        detail=one.why,
        origin=plan,
    )
    step = PlanStep(
        plan=plan,
        key=one.key,
        days=one.days,
        minutes=one.minutes,
        role=one.role,
        why=one.why,
        at_least=one.at_least,
        waits_for=list(one.after),
        laid_from=line.place.starts_on,
        laid_on=line.place.ends_on,
        task=task,
    )
    step.full_clean()
    step.save()


def running(plan: Plan) -> Plan:
    """Locked, or refused when it was dropped."""
    plan = lock(plan)
    if plan.is_dropped:
        raise ValidationError("Ce rétroplanning est abandonné : reprenez-le d’abord.", code="dropped")
    return plan


def _hand_over(plan: Plan, owners: Mapping[PlanRole, Person]) -> None:
    for step in queries.steps_of(plan).filter(role__in=owners):
        if step.is_open:
            change_task(step.task, by=SYSTEM, owner=owners[PlanRole(step.role)])


def _relabel(plan: Plan) -> None:
    for task in Task.objects.filter(origin_kind=Plan._meta.label_lower, origin_id=plan.pk).select_related("owner"):
        task.origin_label = plan.title[:300]
        task.save(update_fields=["origin_label"])
        search.refresh(task)
