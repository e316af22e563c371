from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from filrouge.kernel.documents.responses import sheet_answer
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.aci import policy, queries, services
from filrouge.modules.aci.engine import BadCase, Case
from filrouge.modules.aci.exports import year_sheet
from filrouge.modules.aci.forms import YearForm
from filrouge.modules.aci.models import FIRST_YEAR, SOURCED
from filrouge.modules.aci.queries.causes import causes_of
from filrouge.modules.aci.queries.france_sante import france_sante_of
from filrouge.modules.aci.views import shape
from filrouge.ui.forms import accepted

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
def year_page(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    year = shape.asked_year(request)
    inputs = queries.inputs_of(year)
    context: dict[str, Any] = {"year": year, "inputs": inputs, "can_keep": can(request.membership, policy.KEEP)}
    context |= shape.neighbours(year) | {"found": france_sante_of(year, engagements=False)}
    if inputs is not None:
        try:
            value = queries.value_of(request.membership, inputs)
        except BadCase as error:
            context["refusal"] = str(error)
        else:
            settings = queries.settings_of(year)
            context |= {"value": value, "gauge": shape.gauge_of(value), "settings": settings}
            context |= {"opening": queries.opening_of(year, settings), "owners": queries.assignments_of(year)}
            context["sources"] = dict.fromkeys(SOURCED) | queries.sources_of(year)
            context["causes"] = causes_of(value)
    return render(request, "aci/year.html", context)


@require_safe
def year_export(request: TenantRequest, file_format: str) -> HttpResponse:
    require(request.membership, policy.VIEW)
    inputs = shape.typed_year(shape.asked_year(request))
    try:
        value = queries.value_of(request.membership, inputs)
    except BadCase:
        return redirect(shape.address_of(request, inputs.year))
    sheet = year_sheet(value, queries.assignments_of(inputs.year), queries.sources_of(inputs.year))
    return sheet_answer(sheet, f"aci-{inputs.year}", file_format)


@require_http_methods(FORM_METHODS)
def year_inputs(request: TenantRequest, year: int) -> HttpResponse:
    require(request.membership, policy.KEEP)
    if not FIRST_YEAR <= year <= timezone.localdate().year + 1:
        raise Http404
    form = _form_of(request, year)
    if request.method == "POST" and accepted(
        form,
        lambda: services.keep_year(
            year,
            by=request.membership,
            facts=form.facts(),
            associates_reason=form.cleaned_data.get("associes_raison", ""),
        ),
    ):
        messages.success(request, f"L’année {year} est enregistrée : le montant est à jour.")
        return redirect(shape.address_of(request, year))
    context = {"form": form, "year": year, "groups": form.groups()}
    return render(request, "aci/inputs.html", context, status=422 if form.is_bound else 200)


def _form_of(request: TenantRequest, year: int) -> YearForm:
    """A year that was never typed begins as the one before."""
    inputs = queries.inputs_of(year)
    before = inputs or queries.inputs_of(year - 1)
    typed = dict(before.facts) if before else {}
    if inputs is None:
        typed = {name: value for name, value in typed.items() if name not in {"associates", "rcp", "patients"}}
    facts = queries.facts_of(request.membership, year)
    case = queries.case_of(year, {}, typed) if typed else Case(year=year)
    reason = inputs.associates_reason if inputs else ""
    return YearForm(request.POST or None, case=case, typed=typed, facts=facts, initial={"associes_raison": reason})
