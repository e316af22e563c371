"""A plan before it is kept: its dates and what does not fit are shown first."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.planning import policy, queries, services
from filrouge.modules.planning.forms import ChangeForm, MakeForm
from filrouge.modules.planning.models import Plan
from filrouge.modules.planning.views.plans import find
from filrouge.ui.forms import accepted

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
def choose(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.KEEP)
    context = {
        "shipped": queries.shipped(timezone.localdate()),
        "own": queries.own_templates(),
        "retired": queries.retired_templates(),
        "blank": queries.BLANK,
    }
    return render(request, "planning/choose.html", context)


@require_http_methods(FORM_METHODS)
def make(request: TenantRequest, code: str) -> HttpResponse:
    """« Voir les dates » shows them; « Créer » keeps them."""
    require(request.membership, policy.KEEP)
    template = queries.template_of(code, timezone.localdate())
    if template is None:
        raise Http404
    form = MakeForm(_typed(request), template=template)
    with suppress(ValueError):
        form.initial["target_on"] = date.fromisoformat(request.GET.get("date", ""))
    made: list[Plan] = []
    if "confirm" in request.POST and accepted(
        form, lambda: made.append(services.create_plan(by=request.membership, template=template, **form.values()))
    ):
        messages.success(request, "Rétroplanning créé : chaque étape est une tâche.")
        return redirect(made[0])
    context = {"form": form, "template": template}
    if form.is_bound and form.is_valid():
        return render(
            request,
            "planning/make.html",
            {**context, "preview": queries.preview_template(template, **form.laying())},
        )
    return render(request, "planning/make.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
def change(request: TenantRequest, pk: UUID) -> HttpResponse:
    """The dates as they are and as they would be; nothing moves before « Appliquer »."""
    plan = find(request, pk)
    require(request.membership, policy.KEEP)
    form = ChangeForm(_typed(request), instance=plan)
    if "confirm" in request.POST and accepted(
        form, lambda: services.change_plan(plan, by=request.membership, **form.values())
    ):
        messages.success(request, "C’est appliqué : ce qui restait à faire suit la date.")
        return redirect(plan)
    context = {"form": form, "plan": plan}
    if not form.is_bound:
        asked: dict[str, Any] = {"begins_on": plan.begins_on}
    elif form.is_valid():
        asked = form.laying()
    else:
        return render(request, "planning/change.html", context, status=422)
    return render(request, "planning/change.html", {**context, "preview": queries.preview_plan(plan, **asked)})


def _typed(request: TenantRequest) -> QueryDict | None:
    """What was sent; « better » takes the date that was proposed."""
    if request.method != "POST":
        return None
    typed = request.POST.copy()
    if "better" in typed:
        typed["target_on"] = request.POST["better"]
    return typed
