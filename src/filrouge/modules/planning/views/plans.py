from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_POST, require_safe

from filrouge.kernel.documents.responses import file_answer, pdf_answer, sheet_answer
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.timeline.queries import history_of
from filrouge.modules.planning import exports, policy, queries, services
from filrouge.modules.planning.models import Plan
from filrouge.modules.planning.views import shape
from filrouge.ui.http import attempt


def find(request: TenantRequest, pk: UUID) -> Plan:
    require(request.membership, policy.VIEW)
    return get_object_or_404(queries.plans(), pk=pk)


@require_safe
def plan_page(request: TenantRequest, pk: UUID) -> HttpResponse:
    return render(request, "planning/plan.html", _context(request, find(request, pk)))


def _context(request: TenantRequest, plan: Plan) -> dict[str, Any]:
    today = timezone.localdate()
    steps = list(queries.steps_of(plan))
    shown = [step for step in steps if step.removed_on is None]
    days = [day for step in shown for day in (step.starts_on, step.ends_on)]
    scale = shape.Scale.of([*days, plan.target_on])
    return {
        "plan": plan,
        "rows": shape.rows_of(plan, shown, scale, request.membership, today),
        "removed": [step for step in steps if step.removed_on is not None],
        "scale": scale,
        "target_x": scale.x(plan.target_on),
        "today_x": scale.x(today) if scale.first <= today < scale.last else "",
        "left": shape.days_left(plan.target_on, today),
        "finished": plan.total and plan.done == plan.total,  # type: ignore[attr-defined]
        "late": sum(shape.state_of(step, today) == "late" for step in shown),
        "troubles": queries.troubles_of(plan) if not plan.is_dropped and any(one.is_open for one in shown) else [],
        "can_keep": can(request.membership, policy.KEEP),
        "history": [
            {"text": one.sentence, "when": one.happened_at, "who": one.actor_name} for one in history_of(plan)[:8]
        ],
    }


@require_safe
def plan_export(request: TenantRequest, pk: UUID, file_format: str) -> HttpResponse:
    plan = find(request, pk)
    name = slugify(plan.title) or "retroplanning"
    if file_format == "pdf":
        return pdf_answer(exports.plan_document(request.organisation, plan), name)
    if file_format == "ics":
        content = exports.plan_calendar(request.organisation, plan)
        return file_answer(content, f"{name}.ics", "text/calendar; charset=utf-8")
    if file_format not in {"csv", "xlsx"}:
        raise Http404
    return sheet_answer(exports.plan_sheet(plan), name, file_format, created=timezone.localdate())


@require_POST
def plan_drop(request: TenantRequest, pk: UUID) -> HttpResponse:
    plan = find(request, pk)
    require(request.membership, policy.KEEP)
    done = "Rétroplanning abandonné, ses tâches avec lui. « Reprendre » les ramène."
    attempt(request, lambda: services.drop_plan(plan, by=request.membership), done)
    return redirect(plan)


@require_POST
def plan_resume(request: TenantRequest, pk: UUID) -> HttpResponse:
    plan = find(request, pk)
    require(request.membership, policy.KEEP)
    attempt(request, lambda: services.resume_plan(plan, by=request.membership), "Rétroplanning repris.")
    return redirect(plan)
