from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.files.responses import file_response
from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.coordinator import policy, queries, services
from filrouge.modules.coordinator.enums import activities, blocks
from filrouge.modules.coordinator.forms import LevelsForm, PlanForm, TrainingForm
from filrouge.modules.coordinator.models import Training
from filrouge.modules.coordinator.views import shape
from filrouge.ui.forms import accepted
from filrouge.ui.http import attempt

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(FORM_METHODS)
def growth(request: TenantRequest) -> HttpResponse:
    """Where one stands, what one works on, the trainings followed."""
    require(request.membership, policy.KEEP)
    me = queries.own_person(request.membership)
    context = {
        "me": me,
        "trainings": list(queries.readable_trainings(request.membership)),
        "removed": queries.removed_trainings(request.membership, timezone.now()),
        "tabs": shape.tabs(request, "growth"),
        **_standing(request, me),
    }
    form = context["form"]
    if request.method == "POST" and form and accepted(form, lambda: _plan(request, form)):
        messages.success(request, "C’est noté.")
        return redirect("coordinator:growth", request.organisation.slug)
    status = 422 if request.method == "POST" else 200
    return render(request, "coordinator/growth.html", context, status=status)


def _plan(request: TenantRequest, form: PlanForm) -> None:
    services.plan_growth(form.cleaned_data, by=request.membership)


def _standing(request: TenantRequest, me: Person | None) -> dict[str, Any]:
    today = timezone.localdate()
    assessments = queries.assessments_of(me) if me else []
    current = next((one for one in assessments if one.year == today.year), None)
    earlier = next((one for one in assessments if one.year < today.year), None)
    levels = queries.levels_by_block(current.levels if current else {}, earlier.levels if earlier else {})
    weakest = queries.weakest(current, me, today) if me and current else []
    return {
        "year": today.year,
        "earlier": earlier,
        "levels": levels,
        "answered": sum(one.answered for one in levels),
        "asked": sum(one.asked for one in levels),
        "chart": shape.level_chart(levels, earlier.year if earlier else None) if current and current.levels else None,
        "form": PlanForm(request.POST or None, weakest=weakest) if weakest else None,
    }


@require_http_methods(FORM_METHODS)
def assess(request: TenantRequest, block: str) -> HttpResponse:
    """One block at a time, then the next."""
    require(request.membership, policy.KEEP)
    if block not in blocks():
        raise Http404
    me, year = queries.own_person(request.membership), timezone.localdate().year
    assessments = queries.assessments_of(me) if me else []
    levels: dict[str, int] = next((one.levels for one in assessments if one.year == year), {})
    asked = [one for one in activities().values() if one.block == block]
    form = LevelsForm(request.POST or None, activities=asked, levels=levels)
    following = next((code for code in list(blocks())[list(blocks()).index(block) + 1 :]), None)
    posted = request.method == "POST"
    if posted and accepted(form, lambda: services.assess(form.cleaned_data, by=request.membership)):
        return _after(request, following)
    context = {"form": form, "label": blocks()[block], "year": year, "steps": shape.block_steps(block, levels)}
    return render(request, "coordinator/assess.html", context, status=422 if posted else 200)


def _after(request: TenantRequest, following: str | None) -> HttpResponse:
    slug = request.organisation.slug
    if following:
        return redirect("coordinator:assess", slug, following)
    messages.success(request, "C’est noté. Voici où vous en êtes.")
    return redirect("coordinator:growth", slug)


@require_http_methods(FORM_METHODS)
def training_add(request: TenantRequest) -> HttpResponse:
    return _training(request, None)


@require_http_methods(FORM_METHODS)
def training_edit(request: TenantRequest, pk: UUID) -> HttpResponse:
    return _training(request, get_object_or_404(queries.readable_trainings(request.membership), pk=pk))


def _training(request: TenantRequest, row: Training | None) -> HttpResponse:
    require(request.membership, policy.KEEP)
    form = TrainingForm(request.POST or None, request.FILES or None, instance=row)
    posted = request.method == "POST"
    if posted and accepted(form, lambda: services.keep_training(row, by=request.membership, **form.cleaned_data)):
        messages.success(request, "C’est noté.")
        return redirect("coordinator:growth", request.organisation.slug)
    context = {
        "form": form,
        "row": row,
        "mine": row is None or row.person.user_id == request.user.pk,
        "activities": activities().values(),
        "back": reverse("coordinator:growth", args=[request.organisation.slug]),
    }
    return render(request, "coordinator/training.html", context, status=422 if posted else 200)


@require_safe
def training_file(request: TenantRequest, pk: UUID) -> FileResponse:
    require(request.membership, policy.KEEP)
    row = get_object_or_404(queries.readable_trainings(request.membership).filter(file__isnull=False), pk=pk)
    assert row.file is not None
    return file_response(row.file)


@require_POST
def training_remove(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    services.remove_training(get_object_or_404(queries.own_trainings(request.membership), pk=pk), by=request.membership)
    messages.info(request, "Retirée. Pour la remettre, c’est au bas de la page, pendant une heure.")
    return redirect("coordinator:growth", request.organisation.slug)


@require_POST
def training_restore(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    row = get_object_or_404(queries.own_trainings(request.membership), pk=pk)
    attempt(request, lambda: services.restore_training(row, by=request.membership), "C’est remis.")
    return redirect("coordinator:growth", request.organisation.slug)
