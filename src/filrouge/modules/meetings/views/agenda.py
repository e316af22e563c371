from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import retarget

from filrouge.kernel.files.responses import file_response
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import policy, queries, services
from filrouge.modules.meetings.forms import ArrangeForm, ItemEditForm, ItemForm
from filrouge.modules.meetings.models import AgendaItem, ItemDocument
from filrouge.modules.meetings.panels import panels_of
from filrouge.modules.meetings.views import meeting_page, shape
from filrouge.modules.meetings.views.answers import find_item, find_meeting
from filrouge.ui.forms import accepted
from filrouge.ui.http import with_toast

Act = Callable[[AgendaItem, Membership, int], object]
ACTS: dict[str, Act] = {
    "up": lambda item, by, to: services.shift_item(item, by=by, step=-1),
    "down": lambda item, by, to: services.shift_item(item, by=by, step=1),
    "duplicate": lambda item, by, to: services.duplicate_item(item, by=by),
    "remove": lambda item, by, to: services.remove_item(item, by=by),
    "restore": lambda item, by, to: services.restore_item(item, by=by),
    "postpone": lambda item, by, to: services.postpone_item(item, by=by),
    "keep": lambda item, by, to: services.keep_item(item, by=by),
    "move": lambda item, by, to: services.move_item(item, by=by, to=to),
}


def answer_agenda(request: TenantRequest, pk: UUID, form: ItemForm | None = None, refusal: str = "") -> HttpResponse:
    """The agenda as it is now: a fragment for htmx, the whole page otherwise."""
    if not request.htmx and form is None:
        if refusal:
            messages.error(request, refusal)
        return redirect(find_meeting(pk))
    meeting = get_object_or_404(queries.meetings_for_page(), pk=pk)
    whole = meeting_page.asks_all(request.POST)
    make = meeting_page.agenda_context if request.htmx else meeting_page.context_of
    context = make(meeting, request.membership, whole)
    if form is not None:
        context["item_form"] = form
    if not request.htmx:
        context["panels"] = panels_of(request.membership, meeting, "main", "aside", "actions")
    template = "meetings/detail.html#agenda" if request.htmx else "meetings/detail.html"
    answer = render(request, template, context, status=422 if form else 200)
    return with_toast(answer, refusal, "error") if refusal else answer


@require_POST
def item_add(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    meeting = find_meeting(pk)
    form = ItemForm(request.POST, presenters=meeting_page.names_of(queries.called_to(meeting)))
    added = accepted(form, lambda: services.add_item(meeting, by=request.membership, **form.cleaned_data))
    return answer_agenda(request, pk, None if added else form)


@require_POST
def agenda_arrange(request: TenantRequest, pk: UUID) -> HttpResponse:
    """What the buttons beside the points ask, and where a point was dragged."""
    require(request.membership, policy.PLAN)
    form = ArrangeForm(request.POST)
    asked = form.act() if form.is_valid() else None
    if asked is None:
        return answer_agenda(request, pk, refusal="Ce geste n’a pas été compris : rechargez la page.")
    name, key = asked
    rows = AgendaItem.everything if name == "restore" else AgendaItem.objects
    item = get_object_or_404(rows.select_related("meeting", "presenter"), pk=key, meeting=pk)
    try:
        ACTS[name](item, request.membership, form.cleaned_data["to"] or 1)
    except ValidationError as error:
        return answer_agenda(request, pk, refusal=shape.sentence(error))
    return answer_agenda(request, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def item_change(request: TenantRequest, pk: UUID, item: UUID) -> HttpResponse:
    """One point opened in its place (htmx) or on its own page: its words, its documents."""
    require(request.membership, policy.PLAN)
    row = find_item(pk, item)
    names = meeting_page.names_of(queries.called_to(row.meeting))
    form = ItemEditForm(request.POST or None, request.FILES or None, instance=row, presenters=names)
    if request.method == "POST" and accepted(form, lambda: save_item(request, row, form)):
        if not {"detach", "reattach"} & request.POST.keys():
            return answer_agenda(request, pk)
        form = ItemEditForm(instance=row, presenters=names)
    template = "meetings/item.html#edit" if request.htmx else "meetings/item.html"
    context = {"form": form, "item": row, "meeting": row.meeting, **documents_of(row)}
    answer = render(request, template, context, status=422 if form.errors else 200)
    return retarget(answer, f"#point-{row.pk}")


def save_item(request: TenantRequest, item: AgendaItem, form: ItemEditForm) -> None:
    by, values = request.membership, form.cleaned_data
    services.change_item(item, by=by, **{name: values[name] for name in form.own})
    refused: list[ValidationError] = []
    for upload in values["uploads"]:  # one wrong file does not lose the others
        try:
            services.attach_document(item, by=by, name=upload.name, content=upload)
        except ValidationError as error:
            refused.append(error)
    if refused:
        raise ValidationError(refused)
    for name, serve in (("detach", services.detach_document), ("reattach", services.restore_document)):
        if key := request.POST.get(name):
            serve(find_document(item, key), by=by)


def documents_of(item: AgendaItem) -> dict[str, Any]:
    rows = ItemDocument.everything.filter(item=item).select_related("file")
    return {
        "documents": [row for row in rows if row.removed_at is None],
        "removed_documents": [row for row in rows if row.removed_at is not None],
    }


def find_document(item: AgendaItem, key: str) -> ItemDocument:
    rows = ItemDocument.everything.filter(item=item).select_related("file", "item", "item__meeting")
    return get_object_or_404(rows, pk=key)


@require_safe
def document_open(request: TenantRequest, pk: UUID, document: UUID) -> HttpResponseBase:
    require(request.membership, policy.VIEW)
    found = get_object_or_404(queries.documents_of(find_meeting(pk)), pk=document)
    return file_response(found.file, inline=True)
