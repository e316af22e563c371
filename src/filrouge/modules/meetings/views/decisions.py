from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.meetings import policy, queries, services
from filrouge.modules.meetings.enums import DecisionStatus
from filrouge.modules.meetings.forms import DecisionFilterForm, DecisionFollowForm
from filrouge.modules.meetings.views import shape

PAGE = 25


@require_safe
def decision_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    form = DecisionFilterForm(request.GET)
    form.is_valid()
    filters = {"text": form.cleaned_data.get("q", ""), "status": form.cleaned_data.get("status", "")}
    page = Paginator(queries.decision_list(request.membership, **filters), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "active": any(filters.values()),
        "statuses": DecisionStatus.choices,
        "can_follow": can(request.membership, policy.DECISIONS),
        "today": timezone.localdate(),
    }
    template = "meetings/decisions.html#rows" if request.htmx else "meetings/decisions.html"
    return render(request, template, context)


@require_POST
def decision_follow(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.DECISIONS)
    decision = get_object_or_404(queries.readable_decisions(request.membership).select_related("meeting"), pk=pk)
    form = DecisionFollowForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choisissez un état de la liste et une date valable.")
        return redirect("meetings:decisions", request.organisation.slug)
    try:
        services.change_decision(decision, by=request.membership, **form.cleaned_data)
    except ValidationError as error:
        messages.error(request, shape.sentence(error))
    return redirect(decision)
