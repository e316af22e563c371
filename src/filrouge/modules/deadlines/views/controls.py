from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from filrouge.kernel.documents.responses import sheet_answer
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.timeline.queries import history_of
from filrouge.modules.deadlines import policy, queries, services
from filrouge.modules.deadlines.exports import control_sheet
from filrouge.modules.deadlines.forms import ControlForm, LastForm, NewControlForm
from filrouge.modules.deadlines.models import Control
from filrouge.modules.deadlines.queries.rules import shipped_rule
from filrouge.modules.deadlines.views import shape
from filrouge.ui.forms import accepted

FORM_METHODS = ["GET", "HEAD", "POST"]


def find(request: TenantRequest, pk: UUID) -> Control:
    require(request.membership, policy.VIEW)
    return get_object_or_404(queries.controls(), pk=pk)


@require_safe
def control_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    found = list(queries.controls().filter(obligation__stopped_on__isnull=True))
    remarks = queries.remarks_by_control(one.obligation_id for one in found)
    today = timezone.localdate()
    context = {
        "rows": [shape.control_row(one, today, remarks.get(one.obligation_id, 0)) for one in found],
        "can_keep": can(request.membership, policy.KEEP),
    }
    return render(request, "deadlines/controls.html", context)


@require_safe
def control_export(request: TenantRequest, file_format: str) -> HttpResponse:
    require(request.membership, policy.VIEW)
    today = timezone.localdate()
    sheet = control_sheet(queries.controls().filter(obligation__stopped_on__isnull=True))
    return sheet_answer(sheet, f"controles-{today.isoformat()}", file_format, created=today)


@require_safe
def control_page(request: TenantRequest, pk: UUID) -> HttpResponse:
    control = find(request, pk)
    today = timezone.localdate()
    tasks = list(queries.remarks_of(control))
    done = queries.dues_with_everything().filter(obligation=control.obligation, closed_on__isnull=False)
    opened = queries.open_dues().filter(obligation=control.obligation).first()
    context = {
        "control": control,
        "due": opened,
        "row": shape.control_row(control, today, sum(task.is_open for task in tasks)),
        "why": shape.reasons(control.obligation),
        "who": ", ".join(queries.holders_on(today).get(control.obligation.responsible, [])),
        "asks_last": bool(opened and opened.is_guess),
        "last": LastForm(),
        "tasks": tasks,
        "done": done.order_by("-closed_on", "-pk"),
        "can_keep": can(request.membership, policy.KEEP),
        "history": shape.history(history_of(control)),
    }
    return render(request, "deadlines/control.html", context)


@require_safe
def control_library(request: TenantRequest) -> HttpResponse:
    """What may be controlled, with how often and where that is written."""
    require(request.membership, policy.KEEP)
    followed = {one.obligation.code: one for one in queries.controls()}
    rows = [shape.library_row(rule, followed.get(rule.code)) for rule in queries.library(timezone.localdate())]
    return render(request, "deadlines/control_library.html", {"rows": rows})


@require_http_methods(FORM_METHODS)
def control_add(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.KEEP)
    rule = shipped_rule(request.GET.get("regle", ""), timezone.localdate())
    form = NewControlForm(request.POST or None, rule=rule)
    added: list[Control] = []
    if request.method == "POST" and accepted(
        form, lambda: added.append(services.add_control(by=request.membership, **form.cleaned_data))
    ):
        messages.success(request, "Le contrôle est suivi.")
        return redirect(added[0])
    context = {"form": form, "why": shape.reasons_of_rule(rule) if rule else []}
    return render(request, "deadlines/control_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
def control_edit(request: TenantRequest, pk: UUID) -> HttpResponse:
    control = find(request, pk)
    require(request.membership, policy.KEEP)
    form = ControlForm.of(control, request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: services.change_control(control, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "Le contrôle est changé ; la date suit.")
        return redirect(control)
    context = {"form": form, "control": control, "why": shape.reasons(control.obligation)}
    return render(request, "deadlines/control_form.html", context, status=422 if form.is_bound else 200)
