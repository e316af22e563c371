from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from filrouge.kernel.people.models import Person
from filrouge.kernel.search.queries import matching_ids
from filrouge.kernel.work.enums import TaskStatus
from filrouge.modules.planning.enums import PlanRole
from filrouge.modules.planning.models import Plan, PlanStep

NEAR = timedelta(days=92)
OPEN = Q(removed_on=None, task__status=TaskStatus.OPEN)


def steps_of(plan: Plan) -> QuerySet[PlanStep]:
    """All of them, those taken away too."""
    return PlanStep.objects.filter(plan=plan).select_related("task__owner")


def plans() -> QuerySet[Plan]:
    """With their steps and how many are done of how many."""
    kept = Q(steps__removed_on=None) & ~Q(steps__task__status=TaskStatus.DROPPED)
    steps = (
        PlanStep.objects.filter(removed_on=None).select_related("task__owner").order_by("task__due_on", "days", "pk")
    )
    counted = Plan.objects.annotate(
        total=Count("steps", filter=kept),
        done=Count("steps", filter=kept & Q(steps__task__status=TaskStatus.DONE)),
    )
    return counted.prefetch_related(Prefetch("steps", steps)).order_by("target_on", "pk")


def running() -> QuerySet[Plan]:
    """Something is left to do, or nothing is planned yet."""
    return plans().filter(dropped_on=None).exclude(_is_finished())


def with_end() -> QuerySet[Plan]:
    """By their date, each with ``is_finished``."""
    return Plan.objects.annotate(is_finished=_is_finished()).order_by("target_on", "pk")


def plan_list(
    *,
    state: str = "running",
    text: str = "",
    owner: Person | None = None,
    year: int | None = None,
    after: int | None = None,
) -> QuerySet[Plan]:
    """``year``: that of the day they prepare. ``after``: a year before that day’s."""
    found = by_state()[state]
    if year:
        found = found.filter(target_on__year=year)
    if after:
        found = found.filter(target_on__year__gt=after)
    if text:
        found = found.filter(pk__in=matching_ids(Plan._meta.label_lower, text))
    if owner:
        found = found.filter(Exists(PlanStep.objects.filter(OPEN, plan=OuterRef("pk"), task__owner=owner)))
    return found


def by_state() -> dict[str, QuerySet[Plan]]:
    return {
        "running": running(),
        "finished": plans().filter(_is_finished(), dropped_on=None).order_by("-target_on", "pk"),
        "dropped": plans().filter(dropped_on__isnull=False).order_by("-dropped_on", "pk"),
    }


def owners_by_role(plan: Plan) -> dict[PlanRole, str]:
    """Names of those who have something left to do, by role."""
    found: dict[PlanRole, set[str]] = {}
    for step in steps_of(plan).filter(OPEN):
        found.setdefault(PlanRole(step.role), set()).update([step.owner.full_name] if step.owner else [])
    return {role: ", ".join(sorted(found[role])) for role in PlanRole if role in found}


def plans_between(first: date, last: date) -> QuerySet[Plan]:
    return Plan.objects.filter(dropped_on=None, target_on__gte=first, target_on__lte=last)


def plan_towards(template: str, day: date) -> Plan | None:
    """The plan of this template that leads to this date: its target is then, or in the three months before."""
    near = Plan.objects.filter(dropped_on=None, template_code=template, target_on__lte=day, target_on__gt=day - NEAR)
    return near.order_by("-target_on", "-pk").first()


def owners_of_open_steps() -> QuerySet[PlanStep, object]:
    return PlanStep.objects.filter(OPEN, plan__dropped_on=None).order_by().values("task__owner")


def _is_finished() -> Exists:
    steps = PlanStep.objects.filter(plan=OuterRef("pk"), removed_on=None)
    any_done = Exists(steps.filter(task__status=TaskStatus.DONE))
    any_open = Exists(steps.filter(task__status=TaskStatus.OPEN))
    return any_done & ~any_open  # type: ignore[return-value]
