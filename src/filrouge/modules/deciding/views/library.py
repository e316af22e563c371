from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from filrouge.kernel.documents.responses import pdf_answer
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.deciding import exports, forms, policy, queries
from filrouge.modules.deciding.queries.library import Technique
from filrouge.modules.deciding.views.answers import as_uuid, item_to_decide


@require_safe
def technique_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    form = forms.TechniqueFilterForm(request.GET)
    filters = form.filters()
    context = {"form": form, "techniques": queries.find_techniques(**filters), "active": any(filters.values())}
    template = "deciding/techniques.html#rows" if request.htmx else "deciding/techniques.html"
    return render(request, template, context)


@require_safe
def techniques_pdf(request: TenantRequest) -> HttpResponse:
    """A booklet of what the filters leave."""
    require(request.membership, policy.VIEW)
    found = queries.find_techniques(**forms.TechniqueFilterForm(request.GET).filters())
    return pdf_answer(exports.techniques_document(request.organisation, found, timezone.localdate()), "Techniques")


@require_safe
def technique_detail(request: TenantRequest, technique: str) -> HttpResponse:
    require(request.membership, policy.VIEW)
    found = find_technique(technique)
    may_run = found.can_be_run and can(request.membership, policy.RUN)
    items = list(queries.items_soon(request.membership, timezone.now())) if may_run else []
    context = {
        "technique": found,
        "may_run": may_run,
        "items": items,
        "chosen": as_uuid(request.GET.get("point", "")),
    }
    return render(request, "deciding/technique.html", context)


@require_safe
def technique_run(request: TenantRequest, technique: str) -> HttpResponse:
    """To the page that prepares it under the chosen point. Nothing is written yet."""
    require(request.membership, policy.RUN)
    found = find_technique(technique)
    point = as_uuid(request.GET.get("point", ""))
    if point is None:
        return redirect("deciding:technique", request.organisation.slug, technique)
    item = item_to_decide(request, point)
    if not found.can_be_run:
        raise Http404
    name, query = preparation_of(found)
    return redirect(f"{reverse(name, args=[request.organisation.slug, item.pk])}?{urlencode(query)}")


def preparation_of(technique: Technique) -> tuple[str, dict[str, str]]:
    if technique.sequence:
        return "deciding:sequence_create", {"code": technique.sequence}
    if technique.board:
        return "deciding:board_create", {}
    return "deciding:ballot_create", {"mode": technique.method}


def find_technique(code: str) -> Technique:
    found = queries.techniques().get(code)
    if found is None:
        raise Http404
    return found
