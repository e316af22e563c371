from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.timeline.queries import history_of
from filrouge.kernel.work.queries import tasks_from
from filrouge.modules.meetings import policy, queries, services
from filrouge.modules.meetings.enums import DecisionStatus
from filrouge.modules.meetings.forms import DecisionFilterForm, DecisionFollowForm, DecisionReviewForm
from filrouge.modules.meetings.models import Decision, DecisionReview
from filrouge.modules.meetings.views import shape
from filrouge.ui.forms import accepted

PAGE = 25
FOLLOWED = [choice for choice in DecisionStatus.choices if choice[0] != DecisionStatus.REPLACED]


@require_safe
def decision_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    form = DecisionFilterForm(request.GET, membership=request.membership)
    filters = form.filters()
    page = Paginator(queries.decision_list(request.membership, **filters), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "active": any(filters.values()),
        "statuses": FOLLOWED,
        "can_follow": can(request.membership, policy.DECISIONS),
        "today": timezone.localdate(),
    }
    template = "meetings/decisions.html#rows" if request.htmx else "meetings/decisions.html"
    return render(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
def decision_page(request: TenantRequest, pk: UUID) -> HttpResponse:
    """One decision and its thread; what a team says of it when it looks at it again is posted here."""
    require(request.membership, policy.VIEW)
    decision = get_object_or_404(queries.decision_with_its_thread(request.membership), pk=pk)
    replacing = queries.decisions_after(request.membership, decision)
    form = DecisionReviewForm(request.POST or None, replacing=replacing)
    if request.method == "POST" and accepted(
        form, lambda: services.review_decision(decision, by=request.membership, **form.cleaned_data)
    ):
        return redirect(decision)
    context = decision_context(request, decision) | {"form": form}
    return render(request, "meetings/decision.html", context, status=422 if form.is_bound else 200)


def decision_context(request: TenantRequest, decision: Decision) -> dict[str, Any]:
    registered = decision.number is not None and decision.status != DecisionStatus.REPLACED
    return {
        "decision": decision,
        "colour": shape.DECISION_COLOURS[DecisionStatus(decision.status)],
        "due": decision.review_on is not None and decision.review_on <= timezone.localdate(),
        "tasks": list(tasks_from(decision.item)) if decision.item else [],
        "replaces": list(queries.decisions_replaced_by(decision)),
        "reviews": list(decision.reviews.all()),
        "history": shape.history(history_of(decision)[:10]),
        "can_follow": can(request.membership, policy.DECISIONS),
        "can_review": registered and can(request.membership, policy.DECISIONS),
    }


@require_POST
def decision_follow(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.DECISIONS)
    decision = get_object_or_404(queries.readable_decisions(request.membership).select_related("meeting"), pk=pk)
    form = DecisionFollowForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choisissez un état de la liste et une date valable.")
        return redirect("meetings:decisions", request.organisation.slug)
    try:
        changed = services.change_decision(decision, by=request.membership, **form.cleaned_data)
    except ValidationError as error:
        messages.error(request, shape.sentence(error))
    else:
        messages.success(request, f"{changed.reference} : {changed.get_status_display()}.")
    return redirect(shape.same_list(request, "meetings:decisions", decision.pk))


@require_POST
def review_undo(request: TenantRequest, pk: UUID, review: UUID) -> HttpResponse:
    require(request.membership, policy.DECISIONS)
    decision = get_object_or_404(queries.readable_decisions(request.membership), pk=pk)
    row = get_object_or_404(DecisionReview, pk=review, decision=decision)
    try:
        services.undo_review(row, by=request.membership)
    except ValidationError as error:
        messages.error(request, shape.sentence(error))
    return redirect(decision)
