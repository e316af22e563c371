"""What an item produces: decisions, tasks, informations."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.meetings import policy, queries, services
from filrouge.modules.meetings.forms import DecisionForm, InformationForm, SessionTaskForm
from filrouge.modules.meetings.models import Decision, Information
from filrouge.modules.meetings.views import shape
from filrouge.modules.meetings.views.answers import find_item
from filrouge.ui.forms import accepted


def answer_item(request: TenantRequest, pk: UUID, item: UUID, draft: shape.OutcomeDraft | None = None) -> HttpResponse:
    """What an item has produced, as it is now, and what was typed and could not be kept."""
    if not request.htmx:
        return redirect("meetings:session", request.organisation.slug, pk)
    meeting = get_object_or_404(queries.meetings_with_everything(), pk=pk)
    row = next(row for row in shape.item_rows(meeting) if row.item.pk == item)
    context = {
        "row": row,
        "meeting": meeting,
        "people": SessionTaskForm().fields["owner"].queryset,  # type: ignore[attr-defined]
        "can_hold": True,
        "draft": draft or shape.OutcomeDraft(),
    }
    return render(request, "meetings/_outcomes.html", context, status=422 if draft else 200)


@require_POST
def decision_add(request: TenantRequest, pk: UUID, item: UUID) -> HttpResponse:
    require(request.membership, policy.HOLD)
    row, form = find_item(pk, item), DecisionForm(request.POST)
    if accepted(form, lambda: services.add_decision(row, by=request.membership, **form.cleaned_data)):
        return answer_item(request, pk, item)
    found = shape.findings_in(f"{form.data.get('text', '')}\n{form.data.get('reason', '')}")
    return answer_item(request, pk, item, shape.OutcomeDraft.of("decision", item, form, found))


@require_POST
def decision_remove(request: TenantRequest, pk: UUID, decision: UUID) -> HttpResponse:
    require(request.membership, policy.HOLD)
    row = get_object_or_404(Decision.objects.select_related("meeting", "item"), pk=decision, meeting=pk)
    item = row.item
    try:
        services.remove_decision(row, by=request.membership)
    except ValidationError as error:
        messages.error(request, shape.sentence(error))
    return answer_item(request, pk, item.pk) if item else redirect("meetings:session", request.organisation.slug, pk)


@require_POST
def task_add(request: TenantRequest, pk: UUID, item: UUID) -> HttpResponse:
    require(request.membership, policy.HOLD)
    row, form = find_item(pk, item), SessionTaskForm(request.POST)
    if accepted(form, lambda: services.add_session_task(row, by=request.membership, **form.cleaned_data)):
        return answer_item(request, pk, item)
    found = shape.findings_in(str(form.data.get("title", "")))
    return answer_item(request, pk, item, shape.OutcomeDraft.of("task", item, form, found))


@require_POST
def information_add(request: TenantRequest, pk: UUID, item: UUID) -> HttpResponse:
    require(request.membership, policy.HOLD)
    row, form = find_item(pk, item), InformationForm(request.POST)
    if accepted(form, lambda: services.add_information(row, by=request.membership, **form.cleaned_data)):
        return answer_item(request, pk, item)
    found = shape.findings_in(str(form.data.get("text", "")))
    return answer_item(request, pk, item, shape.OutcomeDraft.of("information", item, form, found))


@require_POST
def information_remove(request: TenantRequest, pk: UUID, information: UUID) -> HttpResponse:
    require(request.membership, policy.HOLD)
    rows = Information.objects.select_related("item", "item__meeting")
    row = get_object_or_404(rows, pk=information, item__meeting=pk)
    try:
        services.remove_information(row, by=request.membership)
    except ValidationError as error:
        messages.error(request, shape.sentence(error))
    return answer_item(request, pk, row.item_id)
