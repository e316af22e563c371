"""One version of a declaration: its pack, its sending, its answer, and what followed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.aci import policy, queries, services
from filrouge.modules.aci.forms import AnswerForm, SendForm, StepForm
from filrouge.modules.aci.models import Declaration
from filrouge.modules.aci.pack import manifest_from
from filrouge.modules.aci.views.declaration import FORM_METHODS, address_of
from filrouge.ui.forms import accepted
from filrouge.ui.http import attempt


def _declared(request: TenantRequest, declaration_id: UUID, right: str = policy.KEEP) -> Declaration:
    require(request.membership, right)
    return get_object_or_404(queries.declared(), pk=declaration_id)


@require_safe
def declared(request: TenantRequest, declaration_id: UUID) -> HttpResponse:
    row = _declared(request, declaration_id, policy.VIEW)
    manifest = manifest_from(row.manifest or {})
    context: dict[str, Any] = {"row": row, "manifest": manifest, "total": len(manifest.proofs)}
    context["can_keep"] = can(request.membership, policy.KEEP)
    if request.htmx:
        return render(request, "aci/declared.html#pack", context)
    context |= {"back": address_of(request, row.year), "claims": queries.shown(row, manifest)}
    context["unexplained"] = queries.unexplained(row)
    context["steps"] = row.steps.select_related("file")
    context["versions"] = queries.frozen_versions(row.year)
    return render(request, "aci/declared.html", context)


@require_POST
def declared_again(request: TenantRequest, declaration_id: UUID) -> HttpResponse:
    row = _declared(request, declaration_id)
    attempt(request, lambda: services.prepare_again(row, by=request.membership), "La préparation du dossier reprend.")
    return redirect(row.get_absolute_url())


@require_http_methods(FORM_METHODS)
def declared_send(request: TenantRequest, declaration_id: UUID) -> HttpResponse:
    row = _declared(request, declaration_id)
    form = SendForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and accepted(
        form, lambda: services.send(row, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "L’envoi est noté. Il reste à attendre la réponse de la CPAM.")
        return redirect(row.get_absolute_url())
    return render(request, "aci/declared_send.html", {"form": form, "row": row}, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
def declared_answer(request: TenantRequest, declaration_id: UUID) -> HttpResponse:
    row = _declared(request, declaration_id)
    form = AnswerForm(request.POST or None, request.FILES or None, declaration=row)
    if request.method == "POST" and accepted(
        form, lambda: services.keep_answer(row, form.answer(), by=request.membership)
    ):
        messages.success(request, "La réponse de la CPAM est notée, preuve par preuve.")
        return redirect(row.get_absolute_url())
    return render(request, "aci/declared_answer.html", {"form": form, "row": row}, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
def dispute_step(request: TenantRequest, declaration_id: UUID) -> HttpResponse:
    row = _declared(request, declaration_id)
    form = StepForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and accepted(
        form, lambda: services.add_step(row, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "Étape notée.")
        return redirect(f"{row.get_absolute_url()}#contestation")
    return render(request, "aci/dispute_step.html", {"form": form, "row": row}, status=422 if form.is_bound else 200)


@require_POST
def dispute_close(request: TenantRequest, declaration_id: UUID) -> HttpResponse:
    row = _declared(request, declaration_id)
    attempt(request, lambda: services.close_dispute(row, by=request.membership), "La contestation est close.")
    return redirect(f"{row.get_absolute_url()}#contestation")
