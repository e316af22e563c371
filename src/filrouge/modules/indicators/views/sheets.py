"""Counting on paper: the method of an indicator, the sheets to print, those that come back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.documents.responses import pdf_answer
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.indicators import exports, policy, queries, services
from filrouge.modules.indicators.exports.sheets_of_paper import PARTS
from filrouge.modules.indicators.forms import MethodForm, PrepareForm, SheetForm
from filrouge.modules.indicators.models import CountSheet, Indicator
from filrouge.ui.forms import accepted, form_sentence
from filrouge.ui.http import attempt

FORM_METHODS = ["GET", "HEAD", "POST"]


def find(request: TenantRequest, pk: UUID) -> Indicator:
    require(request.membership, policy.VIEW)
    return get_object_or_404(queries.indicators(), pk=pk)


def find_sheet(code: str) -> CountSheet:
    found = queries.sheet_called(code)
    if found is None:
        raise Http404
    return found


@require_safe
def method(request: TenantRequest, pk: UUID) -> HttpResponse:
    row = find(request, pk)
    kept = queries.method_of(row)
    fields = [(MethodForm.base_fields[name].label, getattr(kept, name) if kept else "") for name in PARTS]
    keeps = can(request.membership, policy.KEEP)
    context = {
        "row": row,
        "parts": fields,
        "sheets": queries.sheets().filter(indicator=row),
        "form": PrepareForm(indicator=row) if keeps and row.is_running else None,
        "can_keep": keeps,
    }
    return render(request, "indicators/method.html", context)


@require_http_methods(FORM_METHODS)
def method_edit(request: TenantRequest, pk: UUID) -> HttpResponse:
    row = find(request, pk)
    require(request.membership, policy.KEEP)
    form = MethodForm(request.POST or None, instance=queries.method_of(row))
    if request.method == "POST" and accepted(
        form, lambda: services.write_method(row, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "La fiche de recueil est écrite.")
        return redirect("indicators:method", request.organisation.slug, row.pk)
    return render(
        request, "indicators/method_form.html", {"form": form, "row": row}, status=422 if form.is_bound else 200
    )


@require_safe
def method_pdf(request: TenantRequest, pk: UUID) -> HttpResponse:
    row = find(request, pk)
    document = exports.method_document(request.organisation, row, queries.method_of(row))
    return pdf_answer(document, "fiche-de-recueil")


@require_POST
def sheet_prepare(request: TenantRequest, pk: UUID) -> HttpResponse:
    row = find(request, pk)
    require(request.membership, policy.KEEP)
    form = PrepareForm(request.POST, indicator=row)
    if accepted(form, lambda: _prepare(request, row, form)):
        messages.success(request, "La feuille est prête à imprimer.")
    else:
        messages.error(request, form_sentence(form))
    return redirect("indicators:method", request.organisation.slug, row.pk)


def _prepare(request: TenantRequest, row: Indicator, form: PrepareForm) -> None:
    asked = form.cleaned_data | {"first_on": date.fromisoformat(form.cleaned_data["first_on"])}
    services.prepare_sheet(row, by=request.membership, **asked)


@require_safe
def sheets(request: TenantRequest) -> HttpResponse:
    """The papers that are out, and the code of the one in hand."""
    require(request.membership, policy.VIEW)
    code = request.GET.get("code", "")
    found = queries.sheet_called(code) if code else None
    if found is not None:
        return redirect(found)
    context = {"sheets": queries.sheets_to_enter(), "code": code, "can_keep": can(request.membership, policy.KEEP)}
    return render(request, "indicators/sheets.html", context)


@require_http_methods(FORM_METHODS)
def sheet(request: TenantRequest, code: str) -> HttpResponse:
    require(request.membership, policy.KEEP)
    row = find_sheet(code)
    form = SheetForm(request.POST or None, sheet=row, may_replace=queries.typed_value(row) is not None)
    if request.method == "POST" and accepted(
        form, lambda: services.enter_sheet(row, by=request.membership, **form.values())
    ):
        messages.success(request, f"La feuille {row.code} est saisie : la valeur de {row.period.label} est à jour.")
        return redirect("indicators:sheets", request.organisation.slug)
    return render(request, "indicators/sheet.html", {"form": form, "sheet": row}, status=422 if form.is_bound else 200)


@require_safe
def sheet_pdf(request: TenantRequest, code: str) -> HttpResponse:
    require(request.membership, policy.VIEW)
    row = find_sheet(code)
    return pdf_answer(exports.count_document(request.organisation, row), f"feuille-de-comptage-{row.code}")


@require_POST
def sheet_remove(request: TenantRequest, code: str) -> HttpResponse:
    row = find_sheet(code)
    attempt(request, lambda: services.remove_sheet(row, by=request.membership), "La feuille est retirée.")
    return redirect("indicators:method", request.organisation.slug, row.indicator_id)
