from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.aci import policy, services
from filrouge.modules.aci.forms.france_sante import AdhesionForm, AmountForm, EngagementForm
from filrouge.modules.aci.models import OwnAmount
from filrouge.modules.aci.queries.france_sante import FranceSante, france_sante_of
from filrouge.modules.aci.views import shape
from filrouge.ui.forms import accepted

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
def france_sante(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    year = shape.asked_year(request)
    context = {"year": year, "found": france_sante_of(year), "can_keep": can(request.membership, policy.KEEP)}
    return render(request, "aci/france_sante.html", context | shape.neighbours(year))


@require_http_methods(FORM_METHODS)
def adhesion(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.KEEP)
    row = _known(2026).adhesion
    form = AdhesionForm(request.POST or None, initial={name: getattr(row, name) for name in AdhesionForm.base_fields
                                                       if name != "acknowledged"})  # fmt: skip
    if form.is_bound and accepted(form, lambda: services.keep_adhesion(by=request.membership, **form.cleaned_data)):
        return _done(request, "L’adhésion est à jour.")
    return _form(request, form, "Adhésion à France Santé", "Rejoindre est un choix de l’équipe.")


@require_http_methods(FORM_METHODS)
def engagement(request: TenantRequest, indicator: str) -> HttpResponse:
    require(request.membership, policy.KEEP)
    asked = next((one for one in _known(2026).engagements if one.code == indicator), None)
    if asked is None:
        raise Http404
    initial = {name: getattr(asked.row, name) for name in ("state", "note", "person")}
    form = EngagementForm(request.POST or None, initial=initial)
    if form.is_bound and accepted(
        form, lambda: services.keep_engagement(asked.code, by=request.membership, **form.cleaned_data)
    ):
        return _done(request, "L’engagement est à jour.")
    return _form(request, form, asked.label, asked.detail)


@require_http_methods(FORM_METHODS)
def amount(request: TenantRequest, year: int) -> HttpResponse:
    require(request.membership, policy.KEEP)
    found = _known(shape.checked_year(year))
    why = found.own.why if found.own else ""
    form = AmountForm(request.POST or None, initial={"low": found.low, "high": found.high, "why": why})
    if form.is_bound and accepted(form, lambda: services.keep_amount(year, by=request.membership, **form.cleaned_data)):
        return _done(request, f"Le montant de {year} est à jour.", year)
    return _form(request, form, f"Montant de France Santé {year}", str(found.rule.value("note")))


@require_POST
def amount_reset(request: TenantRequest, year: int) -> HttpResponse:
    require(request.membership, policy.KEEP)
    services.reset_amount(get_object_or_404(OwnAmount, year=year), by=request.membership)
    return _done(request, "Le montant revient à ce que disent les sources.", year)


def _known(year: int) -> FranceSante:
    found = france_sante_of(year)
    if found is None:
        raise Http404
    return found


def _page(request: TenantRequest) -> str:
    return reverse("aci:france_sante", args=[request.organisation.slug])


def _done(request: TenantRequest, text: str, year: int | None = None) -> HttpResponse:
    messages.success(request, text)
    return redirect(_page(request) + (f"?annee={year}" if year else ""))


def _form(request: TenantRequest, form: forms.Form, title: str, text: str) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "heading": title, "text": text, "page": _page(request)}
    return render(request, "aci/france_sante_form.html", context, status=422 if form.is_bound else 200)
