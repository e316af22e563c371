from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import SYSTEM
from filrouge.kernel.work.enums import TaskStatus
from filrouge.kernel.work.services import change_task, complete_task, create_task, drop_task, reopen_task
from filrouge.modules.planning import policy, queries
from filrouge.modules.planning.engine import CycleError
from filrouge.modules.planning.enums import PlanRole
from filrouge.modules.planning.models import Plan, PlanStep
from filrouge.modules.planning.services.laying import lay_again
from filrouge.modules.planning.services.plans import running


@transaction.atomic
def add_step(
    plan: Plan,
    *,
    by: Membership,
    title: str,
    days: int,
    minutes: int = 0,
    owner: Person | None = None,
    waits_for: Iterable[str] = (),
    why: str = "",
    at_least: int = 0,
) -> PlanStep:
    require(by, policy.KEEP)
    plan = running(plan)
    task = create_task(
        title=title, by=SYSTEM, owner=owner, due_on=plan.target_on, effort=minutes or None, detail=why, origin=plan
    )
    step = PlanStep(
        plan=plan,
        key=uuid4().hex[:12],
        days=days,
        minutes=minutes,
        role=PlanRole.OTHER,
        why=why,
        at_least=at_least,
        waits_for=list(waits_for),
        laid_from=plan.target_on,
        laid_on=plan.target_on,
        task=task,
    )
    _keep(step)
    timeline.record(plan, "planning.step_added", by=by, title=plan.title, step=step.title)
    return step


@transaction.atomic
def change_step(step: PlanStep, *, by: Membership, title: str, owner: Person | None = None, **fields: Any) -> PlanStep:
    """``fields``: some of ``days minutes waits_for why at_least``. The dates of the whole plan follow."""
    require(by, policy.KEEP)
    step = _locked(step)
    unknown = set(fields) - {"days", "minutes", "waits_for", "why", "at_least"}
    if unknown:
        raise TypeError(f"not a changeable field of a step: {sorted(unknown)}")
    for name, value in fields.items():
        setattr(step, name, value)
    step.task = change_task(
        step.task, by=SYSTEM, title=title.strip(), owner=owner, effort=step.minutes or None, detail=step.why
    )
    _keep(step)
    timeline.record(step.plan, "planning.step_changed", by=by, title=step.plan.title, step=step.title)
    return step


@transaction.atomic
def remove_step(step: PlanStep, *, by: Membership) -> None:
    """Its task is dropped. What waited for it waits for what it waited for."""
    require(by, policy.KEEP)
    step = _locked(step)
    if step.is_done:
        raise ValidationError("Cette étape est faite : dites d’abord qu’elle ne l’est pas.", code="done")
    if step.task.is_open:
        drop_task(step.task, by=SYSTEM)
    step.removed_on = timezone.localdate()
    step.save(update_fields=["removed_on"])
    lay_again(step.plan)
    timeline.record(step.plan, "planning.step_removed", by=by, title=step.plan.title, step=step.title)


@transaction.atomic
def restore_step(step: PlanStep, *, by: Membership) -> None:
    """Taken away, or dropped where tasks are: it comes back at its place."""
    require(by, policy.KEEP)
    step = _locked(step)
    if step.task.status == TaskStatus.DROPPED:
        step.task = reopen_task(step.task, by=SYSTEM)
    step.removed_on = None
    _keep(step)
    timeline.record(step.plan, "planning.step_restored", by=by, title=step.plan.title, step=step.title)


@transaction.atomic
def complete_step(step: PlanStep, *, by: Membership) -> None:
    """As its task: its owner may."""
    if step.task.is_open:
        complete_task(step.task, by=by)


@transaction.atomic
def reopen_step(step: PlanStep, *, by: Membership) -> None:
    if step.is_done:
        reopen_task(step.task, by=by)


def _keep(step: PlanStep) -> None:
    step.full_clean()
    known = set(queries.steps_of(step.plan).exclude(pk=step.pk).values_list("key", flat=True))
    if not set(step.waits_for) <= known:
        raise ValidationError({"waits_for": "Choisissez des étapes de ce rétroplanning."}, code="unknown")
    step.save()
    try:
        lay_again(step.plan)
    except CycleError as error:
        titles = {one.key: one.title for one in queries.steps_of(step.plan)}
        named = " et ".join(f"« {title} »" for title in sorted({titles[key] for key in error.keys}))
        message = f"{named} s’attendraient l’une l’autre : enlevez une de ces attentes."
        raise ValidationError({"waits_for": message}, code="cycle") from error


def _locked(step: PlanStep) -> PlanStep:
    running(step.plan)
    locked = PlanStep.objects.select_for_update(of=("self",)).select_related("plan", "task__owner")
    return locked.get(pk=step.pk)
