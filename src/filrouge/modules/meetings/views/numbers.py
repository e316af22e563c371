from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from filrouge.kernel.documents.responses import book_answer
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.meetings import exports, policy, queries
from filrouge.modules.meetings.forms import NumbersFilterForm
from filrouge.modules.meetings.views import figures


@require_safe
def numbers(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    form = NumbersFilterForm(request.GET)
    asked = form.asked()
    found = queries.numbers_of(request.membership, asked)
    links = figures.Links(request.organisation.slug, asked)
    context = {
        "form": form,
        "asked": asked,
        "before": asked.year - 1,
        "after": asked.year + 1,
        "active": bool(asked.type_code or asked.group or asked.no_group),
        "numbers": found,
        "stats": figures.stats(found, links),
        "blocks": figures.blocks(found, links, dict(form.fields["group"].choices)),  # type: ignore[attr-defined]
    }
    if request.htmx:
        return render(request, "meetings/numbers.html#figures", context)
    if can(request.membership, policy.ABSENCES):
        today = timezone.localdate()
        context |= {"unheard": list(queries.unheard(today)), "unheard_after": queries.unheard_after(today)}
    return render(request, "meetings/numbers.html", context)


@require_safe
def numbers_xlsx(request: TenantRequest) -> HttpResponse:
    """What the page shows, but who was not heard: that leaves with nobody."""
    require(request.membership, policy.VIEW)
    form = NumbersFilterForm(request.GET)
    found = queries.numbers_of(request.membership, form.asked())
    groups = dict(form.fields["group"].choices)  # type: ignore[attr-defined]
    return book_answer(exports.numbers_sheets(found, groups), f"chiffres-reunions-{found.asked.year}")
