from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from filrouge.kernel.documents.responses import sheet_answer
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.indicators import exports, policy, queries
from filrouge.modules.indicators.forms import FilterForm
from filrouge.modules.indicators.views import shape
from filrouge.ui.tabs import tabs_of_filter


@require_safe
def indicator_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    today = timezone.localdate()
    form = FilterForm(request.GET)
    asked = form.asked()
    is_first = asked.state == "running"
    context = {
        "form": form,
        "rows": shape.rows_of(queries.lines_of(asked, today)),
        "tabs": tabs_of_filter(request.GET, "etat", queries.STATES.items(), asked.state, queries.counts_of(today)),
        "state": asked.state,
        "active": bool(asked.text or asked.theme or asked.owner),
        "waiting": queries.to_validate() if asked.state == "waiting" else [],
        "computed": queries.computed_of(request.membership, today.year, 0) if is_first else [],
        "year": today.year,
        "can_keep": can(request.membership, policy.KEEP),
    }
    template = "indicators/list.html#rows" if request.htmx else "indicators/list.html"
    return render(request, template, context)


@require_safe
def list_export(request: TenantRequest, file_format: str) -> HttpResponse:
    require(request.membership, policy.VIEW)
    today = timezone.localdate()
    lines = queries.lines_of(FilterForm(request.GET).asked(), today)
    return sheet_answer(exports.catalogue_sheet(lines), f"indicateurs-{today.isoformat()}", file_format, created=today)
