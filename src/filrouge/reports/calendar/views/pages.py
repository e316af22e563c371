from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.reports.calendar import policy, queries
from filrouge.reports.calendar.views import shape


@require_safe
def calendar_page(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    return render(request, "agenda/calendar.html", shape.page_context(request))


@require_safe
def health_days(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    typed = request.GET.get("annee", "")
    years = range(queries.EARLIEST.year, queries.LATEST.year + 1)
    year = int(typed) if typed.isdecimal() and int(typed) in years else timezone.localdate().year
    return render(request, "agenda/health_days.html", {"year": year, "days": queries.health_days(year)})
