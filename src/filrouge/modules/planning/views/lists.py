from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from filrouge.kernel.documents.responses import sheet_answer
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.planning import policy, queries
from filrouge.modules.planning.exports import list_sheet
from filrouge.modules.planning.forms import FilterForm
from filrouge.modules.planning.forms.plans import STATES
from filrouge.modules.planning.views import shape
from filrouge.ui.tabs import tabs_of_filter

PAGE = 30


@require_safe
def plan_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    template = "planning/list.html#rows" if request.htmx else "planning/list.html"
    return render(request, template, _context(request))


def _context(request: TenantRequest) -> dict[str, Any]:
    today = timezone.localdate()
    form = FilterForm(request.GET)
    asked = form.asked()
    page = Paginator(queries.plan_list(**asked), PAGE).get_page(request.GET.get("page"))
    rows = [(plan, shape.next_of(plan, today), shape.days_left(plan.target_on, today)) for plan in page]
    return {
        "form": form,
        "page": page,
        "rows": rows,
        "tabs": tabs_of_filter(request.GET, "etat", STATES, asked["state"]),
        "state": asked["state"],
        "active": any(asked[name] for name in ("text", "owner", "year", "after")),
        "can_keep": can(request.membership, policy.KEEP),
    }


@require_safe
def list_export(request: TenantRequest, file_format: str) -> HttpResponse:
    require(request.membership, policy.VIEW)
    today = timezone.localdate()
    sheet = list_sheet(queries.plan_list(**FilterForm(request.GET).asked()))
    return sheet_answer(sheet, f"retroplannings-{today.isoformat()}", file_format, created=today)
