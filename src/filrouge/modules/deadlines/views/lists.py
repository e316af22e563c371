from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from filrouge.kernel.documents.responses import sheet_answer
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.deadlines import policy, queries, services
from filrouge.modules.deadlines.exports import due_sheet
from filrouge.modules.deadlines.forms import FilterForm, OwnForm
from filrouge.modules.deadlines.forms.dues import STATES
from filrouge.modules.deadlines.views import shape
from filrouge.ui.forms import refuse
from filrouge.ui.tabs import tabs_of_filter

PAGE = 60


@require_safe
def due_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    template = "deadlines/list.html#rows" if request.htmx else "deadlines/list.html"
    return render(request, template, list_context(request))


def list_context(request: TenantRequest) -> dict[str, Any]:
    today = timezone.localdate()
    form = FilterForm(request.GET)
    asked = form.asked()
    page = Paginator(queries.due_list(today, **asked), PAGE).get_page(request.GET.get("page"))
    profile = queries.profile()
    keeps = can(request.membership, policy.KEEP)
    return {
        "form": form,
        "page": page,
        "months": shape.by_month(shape.rows_of(page.object_list, queries.holders_on(today), today)),
        "tabs": tabs_of_filter(request.GET, "etat", STATES, asked["state"], queries.how_many_wait(today)),
        "state": asked["state"],
        "active": any(asked[name] for name in ("text", "responsible", "theme", "year", "kept", "controls")),
        "profile": profile,
        "news": queries.news(today) if keeps else 0,
        "can_keep": keeps,
    }


@require_safe
def due_export(request: TenantRequest, file_format: str) -> HttpResponse:
    require(request.membership, policy.VIEW)
    today = timezone.localdate()
    dues = queries.due_list(today, **FilterForm(request.GET).asked())
    return sheet_answer(due_sheet(dues), f"echeances-{today.isoformat()}", file_format, created=today)


@require_http_methods(["GET", "HEAD", "POST"])
def own_add(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.KEEP)
    form = OwnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            due = services.add_own(by=request.membership, **form.values())
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, "L’échéance est ajoutée.")
            return redirect(due)
    return render(request, "deadlines/own_form.html", {"form": form}, status=422 if form.is_bound else 200)
