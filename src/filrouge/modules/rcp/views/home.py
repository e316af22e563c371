from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.rcp import policy, queries
from filrouge.modules.rcp.forms import CaseFilterForm
from filrouge.modules.rcp.views import shape

PAGE = 25


@require_safe
def home(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    year = shape.asked_year(request)
    form = CaseFilterForm(request.GET)
    filters = form.filters()
    page = Paginator(queries.case_list(request.membership, year=year, **filters), PAGE).get_page(
        request.GET.get("page")
    )
    context = {"form": form, "page": page, "rows": shape.case_rows(page), "year": year, "active": any(filters.values())}
    if request.htmx:
        return render(request, "rcp/home.html#rows", context)
    count = queries.year_count(year)
    calendar = queries.calendar_of(request.membership, year)
    context |= {
        "count": count,
        "gauges": shape.gauges(count),
        "calendar": calendar,
        "total": queries.total_of(calendar, "Total", count.method.first),
        "without_case": queries.without_case(calendar),
        "tabs": shape.tabs(request, "home"),
        "this_year": timezone.localdate().year,
        "can_keep": can(request.membership, policy.KEEP),
        "can_note": can(request.membership, policy.NOTE),
    }
    return render(request, "rcp/home.html", context)
