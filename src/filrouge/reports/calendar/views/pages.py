from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.reports.calendar import policy
from filrouge.reports.calendar.views import shape


@require_safe
def calendar_page(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    return render(request, "agenda/calendar.html", shape.page_context(request))
