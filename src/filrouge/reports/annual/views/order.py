from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from filrouge.kernel.policy import require
from filrouge.kernel.registry import REPORT_CHAPTERS
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.tenancy.models import Membership
from filrouge.reports.annual import policy, queries, services
from filrouge.reports.annual.forms import OrderForm
from filrouge.reports.annual.views import shape
from filrouge.ui.http import sentence, with_toast


@require_http_methods(["GET", "HEAD", "POST"])
def order(request: TenantRequest, year: int) -> HttpResponse:
    """The chapters in the team's order: dragged, moved with Alt and the arrows, or by the buttons."""
    require(request.membership, policy.WRITE)
    shape.known_year(year)
    if request.method != "POST":
        return render(request, "annual/order.html", _context(request, year))
    form, refusal = OrderForm(request.POST), ""
    try:
        _act(year, form, by=request.membership)
    except ValidationError as error:
        refusal = sentence(error)
    if request.htmx:
        answer = render(request, "annual/order.html#ordre", _context(request, year))
        return with_toast(answer, refusal, "error") if refusal else answer
    if refusal:
        messages.error(request, refusal)
    return redirect(request.path)


def _act(year: int, form: OrderForm, *, by: Membership) -> None:
    asked = form.cleaned_data if form.is_valid() else {}
    order = queries.order_of(year)
    if asked.get("act") == "undo":
        services.undo_order(year, by=by)
    elif asked.get("act") == "default":
        services.take_default_order(year, by=by)
    elif code := asked.get("move"):
        services.move_chapter(year, code, asked["to"] or 1, by=by)
    elif code := asked.get("up"):
        services.move_chapter(year, code, order.index(code), by=by)
    elif code := asked.get("down"):
        services.move_chapter(year, code, order.index(code) + 2, by=by)
    else:
        raise ValidationError("Ce geste n’a pas été compris : rechargez la page.", code="act")


def _context(request: TenantRequest, year: int) -> dict[str, Any]:
    report, codes = queries.report_of(year), queries.order_of(year)
    return {
        "year": year,
        "chapters": [(code, REPORT_CHAPTERS[code]) for code in codes],
        "can_undo": bool(report and report.orders),
        "is_default": codes == list(REPORT_CHAPTERS),
        "back": shape.address_of(request, year),
    }
