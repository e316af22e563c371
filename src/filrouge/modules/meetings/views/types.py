from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import policy, queries, services
from filrouge.modules.meetings.forms import MeetingTypeForm, TypeArrangeForm
from filrouge.modules.meetings.models import MeetingType
from filrouge.modules.meetings.views import shape
from filrouge.ui.forms import accepted
from filrouge.ui.http import with_toast

Act = Callable[[MeetingType, Membership, int], object]
ACTS: dict[str, Act] = {
    "up": lambda row, by, to: services.move_type(row, by=by, to=rank_of(row) - 1),
    "down": lambda row, by, to: services.move_type(row, by=by, to=rank_of(row) + 1),
    "move": lambda row, by, to: services.move_type(row, by=by, to=to),
    "retire": lambda row, by, to: services.retire_type(row, by=by),
    "bring_back": lambda row, by, to: services.bring_type_back(row, by=by),
    "restore": lambda row, by, to: services.restore_type(row, by=by),
}


def rank_of(row: MeetingType) -> int:
    return list(queries.meeting_types().values_list("pk", flat=True)).index(row.pk) + 1


def list_context() -> dict[str, Any]:
    return {"types": queries.meeting_types().select_related("group"), "retired": queries.retired_types()}


@require_safe
def type_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.TYPES)
    return render(request, "meetings/types.html", list_context())


@require_POST
def type_arrange(request: TenantRequest) -> HttpResponse:
    """What the buttons beside the types ask, and where a type was dragged."""
    require(request.membership, policy.TYPES)
    form, refusal = TypeArrangeForm(request.POST), "Ce geste n’a pas été compris : rechargez la page."
    if form.is_valid() and (asked := form.act()):
        row = get_object_or_404(MeetingType.objects.all(), pk=asked[1])
        try:
            ACTS[asked[0]](row, request.membership, form.cleaned_data["to"] or 1)
            refusal = ""
        except ValidationError as error:
            refusal = shape.sentence(error)
    if request.htmx:
        answer = render(request, "meetings/types.html#types", list_context())
        return with_toast(answer, refusal, "error") if refusal else answer
    if refusal:
        messages.error(request, refusal)
    return redirect("meetings:types", request.organisation.slug)


@require_http_methods(["GET", "HEAD", "POST"])
def type_add(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.TYPES)
    form = MeetingTypeForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: services.add_type(by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "Type ajouté : il est proposé pour les prochaines réunions.")
        return redirect("meetings:types", request.organisation.slug)
    return render(request, "meetings/type.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def type_edit(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.TYPES)
    row = get_object_or_404(MeetingType.objects.select_related("group"), pk=pk)
    form = MeetingTypeForm(request.POST or None, instance=row)
    if request.method == "POST" and accepted(
        form, lambda: services.change_type(row, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "Type enregistré. Les réunions déjà prévues ne changent pas.")
        return redirect("meetings:types", request.organisation.slug)
    context = {"form": form, "kind": row}
    return render(request, "meetings/type.html", context, status=422 if form.is_bound else 200)
