from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.maturity import forms, policy, queries, services
from filrouge.modules.maturity.models import Assessment, Improvement
from filrouge.modules.maturity.queries import Result, Results
from filrouge.modules.maturity.views import shape
from filrouge.modules.maturity.views.assessments import FORM_METHODS, found
from filrouge.ui.forms import accepted
from filrouge.ui.http import attempt


@require_http_methods(FORM_METHODS)
def consensus(request: TenantRequest, pk: UUID) -> HttpResponse:
    """One dimension at a time, on the wall: where people differ most first."""
    require(request.membership, policy.KEEP)
    assessment = found(pk)
    if not assessment.is_closed or assessment.report:
        return redirect(assessment)
    results = queries.results_of(assessment)
    result = results.get(request.GET.get("dimension", "")) or _next(results) or results.most_split_first[0]
    code = result.dimension.code
    form = forms.AgreementForm(request.POST or None, initial=_agreed(result))
    if request.method == "POST" and accepted(
        form, lambda: services.agree(assessment, code, by=request.membership, **form.cleaned_data)
    ):
        return redirect(_after(assessment, code))
    context = {"assessment": assessment, "result": result, "form": form}
    context |= shape.place_of(result, results, _address(assessment))
    return render(request, "maturity/consensus.html", context, status=422 if form.is_bound else 200)


def _agreed(result: Result) -> dict[str, Any]:
    return {"level": result.agreed.level, "sentence": result.agreed.sentence} if result.agreed else {}


def _next(results: Results, after: str = "") -> Result | None:
    """The first left open, those that follow this one first."""
    ordered = results.most_split_first
    rank = next((rank + 1 for rank, one in enumerate(ordered) if one.dimension.code == after), 0)
    return next((one for one in [*ordered[rank:], *ordered[:rank]] if not one.agreed), None)


def _address(assessment: Assessment) -> str:
    return reverse("maturity:consensus", args=[assessment.organisation.slug, assessment.pk])


def _after(assessment: Assessment, code: str) -> str:
    """The next dimension that is open; all agreed, the page of the assessment."""
    following = _next(queries.results_of(assessment), code)
    if following is None:
        return assessment.get_absolute_url()
    return f"{_address(assessment)}?dimension={following.dimension.code}"


@require_http_methods(FORM_METHODS)
def improvement_create(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    assessment = found(pk)
    if not assessment.is_closed:
        return redirect(assessment)
    code = request.GET.get("dimension", "")
    form = forms.ImprovementForm(request.POST or None, assessment=assessment, initial={"code": code})
    if request.method == "POST" and accepted(
        form, lambda: services.add_improvement(assessment, by=request.membership, **form.cleaned_data)
    ):
        return redirect(f"{assessment.get_absolute_url()}#actions")
    context = {"form": form, "assessment": assessment}
    return render(request, "maturity/improvement_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
def improvement_effect(request: TenantRequest, improvement: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    row = get_object_or_404(
        Improvement.objects.select_related("assessment", "assessment__organisation", "task"), pk=improvement
    )
    form = forms.EffectForm(request.POST or None, initial={"effect": row.effect})
    if request.method == "POST" and accepted(
        form, lambda: services.tell_effect(row, by=request.membership, **form.cleaned_data)
    ):
        return redirect(f"{row.assessment.get_absolute_url()}#actions")
    context = {"form": form, "improvement": row, "assessment": row.assessment}
    return render(request, "maturity/effect_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def assessment_next(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    assessment, form = found(pk), forms.NextForm(request.POST)
    day = form.cleaned_data["next_on"] if form.is_valid() else None
    attempt(
        request,
        lambda: services.plan_next(assessment, by=request.membership, next_on=day),
        "La date est notée : elle est aussi dans les échéances.",
    )
    return redirect(assessment)


@require_POST
def report_freeze(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    assessment = found(pk)
    done = "La synthèse est figée : elle fait preuve pour la démarche qualité."
    attempt(request, lambda: services.freeze_report(assessment, by=request.membership), done)
    return redirect(assessment)
