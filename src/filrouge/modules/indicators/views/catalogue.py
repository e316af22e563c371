from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.indicators import policy, queries, services
from filrouge.modules.indicators.forms import IndicatorForm
from filrouge.modules.indicators.models import Indicator
from filrouge.ui.forms import accepted
from filrouge.ui.http import attempt, sentence

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(FORM_METHODS)
def library(request: TenantRequest) -> HttpResponse:
    """What may be followed; posted to with a code, it is."""
    require(request.membership, policy.KEEP)
    if request.method == "POST":
        return _take(request)
    taken = {one.code: one for one in Indicator.objects.exclude(code="")}
    groups = [
        (theme.label, [(entry, taken.get(entry.code)) for entry in entries])
        for theme, entries in queries.in_library(timezone.localdate())
    ]
    return render(request, "indicators/library.html", {"groups": groups})


def _take(request: TenantRequest) -> HttpResponse:
    try:
        row = services.take(request.POST.get("code", ""), by=request.membership)
    except ValidationError as error:
        messages.error(request, sentence(error))
        return redirect("indicators:library", request.organisation.slug)
    messages.success(request, f"« {row.title} » est suivi. Dites qui compte et adaptez l’objectif.")
    return redirect(row)


@require_http_methods(FORM_METHODS)
def indicator_add(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.KEEP)
    form = IndicatorForm(request.POST or None)
    made: list[Indicator] = []
    if request.method == "POST" and accepted(
        form, lambda: made.append(services.add_indicator(by=request.membership, **form.cleaned_data))
    ):
        messages.success(request, "L’indicateur est dans votre catalogue.")
        return redirect(made[0])
    context = {"form": form, "heading": "Un indicateur à nous"}
    return render(request, "indicators/form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
def indicator_edit(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    row = get_object_or_404(queries.indicators(), pk=pk)
    form = IndicatorForm(request.POST or None, instance=row)
    if request.method == "POST" and accepted(
        form, lambda: services.change_indicator(row, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "L’indicateur est à jour.")
        return redirect(row)
    context = {"form": form, "heading": "Modifier l’indicateur", "row": row}
    return render(request, "indicators/form.html", context, status=422 if form.is_bound else 200)


@require_POST
def indicator_archive(request: TenantRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(Indicator, pk=pk)
    attempt(request, lambda: services.archive(row, by=request.membership), "Rangé : plus rien n’est demandé.")
    return redirect(row)


@require_POST
def indicator_restore(request: TenantRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(Indicator, pk=pk)
    attempt(request, lambda: services.restore(row, by=request.membership), "L’indicateur est suivi de nouveau.")
    return redirect(row)
