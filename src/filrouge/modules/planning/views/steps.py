from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.work.services import may_act
from filrouge.modules.planning import policy, services
from filrouge.modules.planning.forms import StepForm
from filrouge.modules.planning.models import PlanStep
from filrouge.modules.planning.views.plans import find
from filrouge.ui.forms import accepted
from filrouge.ui.http import attempt

FORM_METHODS = ["GET", "HEAD", "POST"]


def find_step(request: TenantRequest, pk: UUID) -> PlanStep:
    require(request.membership, policy.VIEW)
    return get_object_or_404(PlanStep.objects.select_related("plan", "task__owner"), pk=pk)


@require_http_methods(FORM_METHODS)
def step_add(request: TenantRequest, pk: UUID) -> HttpResponse:
    plan = find(request, pk)
    require(request.membership, policy.KEEP)
    form = StepForm(request.POST or None, plan=plan)
    if request.method == "POST" and accepted(
        form, lambda: services.add_step(plan, by=request.membership, **form.values())
    ):
        messages.success(request, "Étape ajoutée : elle a sa tâche, et les dates suivent.")
        return redirect(plan)
    return render(request, "planning/step.html", {"form": form, "plan": plan}, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
def step_edit(request: TenantRequest, step: UUID) -> HttpResponse:
    row = find_step(request, step)
    require(request.membership, policy.KEEP)
    form = StepForm(request.POST or None, plan=row.plan, step=row)
    if request.method == "POST" and accepted(
        form, lambda: services.change_step(row, by=request.membership, **form.values())
    ):
        messages.success(request, "Étape changée : les dates suivent.")
        return redirect(row.plan)
    context = {"form": form, "plan": row.plan, "step": row}
    return render(request, "planning/step.html", context, status=422 if form.is_bound else 200)


@require_POST
def step_remove(request: TenantRequest, step: UUID) -> HttpResponse:
    row = find_step(request, step)
    require(request.membership, policy.KEEP)
    done = "Étape retirée, sa tâche abandonnée. « Remettre », en bas, la ramène."
    attempt(request, lambda: services.remove_step(row, by=request.membership), done)
    return redirect(row.plan)


@require_POST
def step_restore(request: TenantRequest, step: UUID) -> HttpResponse:
    row = find_step(request, step)
    require(request.membership, policy.KEEP)
    attempt(request, lambda: services.restore_step(row, by=request.membership), "Étape remise à sa place.")
    return redirect(row.plan)


@require_POST
def step_done(request: TenantRequest, step: UUID) -> HttpResponse:
    row = _mine(request, step)
    attempt(request, lambda: services.complete_step(row, by=request.membership), "C’est noté : étape faite.")
    return redirect(row.plan)


@require_POST
def step_reopen(request: TenantRequest, step: UUID) -> HttpResponse:
    row = _mine(request, step)
    attempt(request, lambda: services.reopen_step(row, by=request.membership), "L’étape est de nouveau à faire.")
    return redirect(row.plan)


def _mine(request: TenantRequest, step: UUID) -> PlanStep:
    """Those who keep plans, and whoever the step is entrusted to."""
    row = find_step(request, step)
    if not can(request.membership, policy.KEEP) and not may_act(row.task, request.membership):
        raise PermissionDenied("Cette étape est confiée à quelqu’un d’autre. Demandez à la coordination.")
    return row
