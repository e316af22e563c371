from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.documents.responses import pdf_answer
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.coordinator import exports, policy, queries, services
from filrouge.modules.coordinator.forms import AccessForm, HabitForm
from filrouge.modules.coordinator.models import Access, Habit
from filrouge.modules.coordinator.views import shape
from filrouge.ui.forms import accepted
from filrouge.ui.http import attempt

FORM_METHODS = ["GET", "HEAD", "POST"]
SHOWN = 8


@require_safe
def handover(request: TenantRequest) -> HttpResponse:
    """What the next coordinator needs, as it stands today."""
    require(request.membership, policy.HAND_OVER)
    file = queries.handover_of(request.membership, timezone.localdate())
    context = {
        "file": file,
        "tasks": file.tasks[:SHOWN],
        "deadlines": file.deadlines[:SHOWN],
        "meetings": file.meetings[:SHOWN],
        "removed": queries.removed_notes(timezone.now()),
        "tabs": shape.tabs(request, "handover"),
    }
    return render(request, "coordinator/handover.html", context)


@require_safe
def handover_pdf(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.HAND_OVER)
    today = timezone.localdate()
    document = exports.handover_document(request.organisation, queries.handover_of(request.membership, today))
    return pdf_answer(document, f"passation-{today.isoformat()}")


@require_http_methods(FORM_METHODS)
def access_add(request: TenantRequest) -> HttpResponse:
    return _form(request, AccessForm(request.POST or None), Access(), "Un accès")


@require_http_methods(FORM_METHODS)
def access_edit(request: TenantRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(queries.accesses(), pk=pk)
    return _form(request, AccessForm(request.POST or None, instance=row), row, removal="coordinator:access_remove")


@require_http_methods(FORM_METHODS)
def habit_add(request: TenantRequest) -> HttpResponse:
    return _form(request, HabitForm(request.POST or None), Habit(), "Une habitude")


@require_http_methods(FORM_METHODS)
def habit_edit(request: TenantRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(queries.habits(), pk=pk)
    return _form(request, HabitForm(request.POST or None, instance=row), row, removal="coordinator:habit_remove")


def _form(
    request: TenantRequest, form: BaseForm, row: Access | Habit, heading: str = "", removal: str = ""
) -> HttpResponse:
    require(request.membership, policy.HAND_OVER)
    posted = request.method == "POST"
    if posted and accepted(form, lambda: services.keep_note(row, by=request.membership, **form.cleaned_data)):
        messages.success(request, "C’est noté.")
        return redirect("coordinator:handover", request.organisation.slug)
    context = {"form": form, "heading": heading or str(row), "row": row, "removal": removal}
    return render(request, "coordinator/note_form.html", context, status=422 if posted else 200)


@require_POST
def access_remove(request: TenantRequest, pk: UUID) -> HttpResponse:
    return _remove(request, Access, pk)


@require_POST
def habit_remove(request: TenantRequest, pk: UUID) -> HttpResponse:
    return _remove(request, Habit, pk)


@require_POST
def access_restore(request: TenantRequest, pk: UUID) -> HttpResponse:
    return _restore(request, Access, pk)


@require_POST
def habit_restore(request: TenantRequest, pk: UUID) -> HttpResponse:
    return _restore(request, Habit, pk)


def _remove(request: TenantRequest, model: Any, pk: UUID) -> HttpResponse:
    require(request.membership, policy.HAND_OVER)
    services.remove_note(get_object_or_404(model.objects.all(), pk=pk), by=request.membership)
    messages.info(request, "Retiré. Pour le remettre, c’est au bas de la page, pendant une heure.")
    return redirect("coordinator:handover", request.organisation.slug)


def _restore(request: TenantRequest, model: Any, pk: UUID) -> HttpResponse:
    require(request.membership, policy.HAND_OVER)
    row = get_object_or_404(model.objects.all(), pk=pk)
    attempt(request, lambda: services.restore_note(row, by=request.membership), "C’est remis.")
    return redirect("coordinator:handover", request.organisation.slug)
