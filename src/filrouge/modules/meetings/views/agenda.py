from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.meetings import policy, queries, services
from filrouge.modules.meetings.forms import ItemForm
from filrouge.modules.meetings.panels import panels_of
from filrouge.modules.meetings.views import shape
from filrouge.modules.meetings.views.answers import find_item, find_meeting
from filrouge.ui.forms import accepted


def answer_agenda(request: TenantRequest, pk: UUID, form: ItemForm | None = None) -> HttpResponse:
    """The agenda as it is now: a fragment for htmx, the whole page otherwise."""
    if not request.htmx and form is None:
        return redirect(find_meeting(pk))
    meeting = get_object_or_404(queries.meetings_with_everything(), pk=pk)
    context = shape.detail_context(meeting, request.membership)
    context["item_form"] = form or ItemForm(people=shape.presenters_of(meeting))
    context["focus_new_item"] = form is None
    if not request.htmx:
        context["panels"] = panels_of(request.membership, meeting, "main", "aside", "actions")
    template = "meetings/detail.html#agenda" if request.htmx else "meetings/detail.html"
    return render(request, template, context, status=422 if form else 200)


@require_POST
def item_add(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    meeting = find_meeting(pk)
    form = ItemForm(request.POST, people=shape.presenters_of(meeting))
    added = accepted(form, lambda: services.add_item(meeting, by=request.membership, **form.cleaned_data))
    return answer_agenda(request, pk, None if added else form)


@require_http_methods(["GET", "HEAD", "POST"])
def item_change(request: TenantRequest, pk: UUID, item: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    row = find_item(pk, item)
    form = ItemForm(request.POST or None, instance=row, people=shape.presenters_of(row.meeting))
    if request.method == "POST" and accepted(
        form, lambda: services.change_item(row, by=request.membership, **form.cleaned_data)
    ):
        return redirect(row.meeting)
    context = {"form": form, "item": row, "meeting": row.meeting}
    return render(request, "meetings/item.html", context, status=422 if form.is_bound else 200)


@require_POST
def item_move(request: TenantRequest, pk: UUID, item: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    try:
        services.move_item(find_item(pk, item), by=request.membership, to=int(request.POST.get("to", "1")))
    except (ValidationError, ValueError) as error:
        messages.error(request, shape.sentence(error))
    return answer_agenda(request, pk)


@require_POST
def item_remove(request: TenantRequest, pk: UUID, item: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    try:
        services.remove_item(find_item(pk, item), by=request.membership)
    except ValidationError as error:
        messages.error(request, shape.sentence(error))
    return answer_agenda(request, pk)
