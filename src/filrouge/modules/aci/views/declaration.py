"""« Déclaration »: the year read over in the order of the portal, then frozen."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from filrouge.kernel.documents.responses import sheet_answer
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.aci import policy, queries, services
from filrouge.modules.aci.engine import BadCase
from filrouge.modules.aci.exports import checklist_sheet
from filrouge.modules.aci.forms import FreezeForm
from filrouge.modules.aci.models import Declaration, YearInputs
from filrouge.modules.aci.views import shape
from filrouge.ui.forms import accepted
from filrouge.ui.http import sentence
from filrouge.ui.typography import date_fr

FORM_METHODS = ["GET", "HEAD", "POST"]


def address_of(request: TenantRequest, year: int) -> str:
    return f"{reverse('aci:declaration', args=[request.organisation.slug])}?annee={year}"


def asked_year(request: TenantRequest) -> int:
    """Without a year in the address, the one before until its campaign is over."""
    if request.GET.get("annee"):
        return shape.asked_year(request)
    before = timezone.localdate().year - 1
    return before if timezone.localdate() <= queries.campaign_of(before).closes_on else before + 1


@require_safe
def declaration_page(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    year = asked_year(request)
    context: dict[str, Any] = {"year": year, "can_keep": can(request.membership, policy.KEEP)}
    versions = list(queries.frozen_versions(year))
    context |= shape.neighbours(year) | {"versions": versions}
    inputs = queries.inputs_of(year)
    if inputs is not None:
        try:
            checklist = queries.checklist_of(request.membership, inputs, queries.in_preparation(year))
        except BadCase as error:
            context["refusal"] = str(error)
        else:
            context |= {"checklist": checklist, "stage": shape.stage_of(checklist, _sent(versions))}
    return render(request, "aci/declaration.html", context)


def _sent(versions: list[Declaration]) -> Declaration | None:
    """The last that left; the newest comes first."""
    return next((one for one in versions if one.sent_on), None)


@require_safe
def declaration_export(request: TenantRequest, file_format: str) -> HttpResponse:
    require(request.membership, policy.VIEW)
    inputs = shape.typed_year(shape.asked_year(request))
    try:
        checklist = queries.checklist_of(request.membership, inputs, queries.in_preparation(inputs.year))
    except BadCase:
        return redirect(address_of(request, inputs.year))
    return sheet_answer(checklist_sheet(checklist), f"declaration-aci-{inputs.year}", file_format)


@require_POST
def declaration_review(request: TenantRequest, year: int, indicator: str) -> HttpResponse:
    require(request.membership, policy.KEEP)
    try:
        row = services.review(year, indicator, by=request.membership, done=request.POST.get("done") == "1")
        checklist = queries.checklist_of(request.membership, YearInputs.objects.get(year=year), row)
    except (ValidationError, BadCase) as error:
        # what was ticked is kept; the page says what is wrong with the year, and its way out
        messages.error(request, sentence(error) if isinstance(error, ValidationError) else str(error))
        page = address_of(request, year)
        return HttpResponseClientRedirect(page) if request.htmx else redirect(page)
    if not request.htmx:
        return redirect(f"{address_of(request, year)}#{indicator}")
    item = next(item for item in checklist.items if item.code == indicator)
    context = {"item": item, "year": year, "checklist": checklist, "can_keep": True, "oob": True}
    return render(request, "aci/declaration.html#tick", context)


@require_http_methods(FORM_METHODS)
def declaration_freeze(request: TenantRequest, year: int) -> HttpResponse:
    require(request.membership, policy.KEEP)
    inputs = shape.typed_year(year)
    prepared = queries.in_preparation(year)
    try:
        checklist = queries.checklist_of(request.membership, inputs, prepared)
    except BadCase:
        return redirect(address_of(request, year))
    version = queries.next_version(year)
    form = FreezeForm(request.POST or None, version=version, lacking=checklist.lacks)
    frozen: list[Declaration] = []
    asked = request.method == "POST"
    if asked and accepted(
        form, lambda: frozen.append(services.freeze(inputs, by=request.membership, **form.cleaned_data))
    ):
        messages.success(request, f"La version {version} est figée : son dossier se prépare.")
        return redirect(frozen[0].get_absolute_url())
    context = {"form": form, "checklist": checklist, "version": version, "back": address_of(request, year)}
    context["early"] = (
        f"La déclaration {year} s’ouvre le {date_fr(checklist.campaign.opens_on)} : elle se figera alors."
    )
    return render(request, "aci/declaration_freeze.html", context, status=422 if asked else 200)
