from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.planning import policy, services
from filrouge.modules.planning.forms import TemplateForm
from filrouge.modules.planning.models import OwnTemplate
from filrouge.modules.planning.views.plans import find
from filrouge.ui.forms import accepted
from filrouge.ui.http import attempt


@require_http_methods(["GET", "HEAD", "POST"])
def template_save(request: TenantRequest, pk: UUID) -> HttpResponse:
    plan = find(request, pk)
    require(request.membership, policy.KEEP)
    form = TemplateForm(request.POST or None, initial={"title": plan.title[:120]})
    if request.method == "POST" and accepted(
        form, lambda: services.save_template(plan, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "Modèle gardé : il est proposé avec les autres, sans personne ni date.")
        return redirect("planning:new", request.organisation.slug)
    context = {"form": form, "plan": plan}
    return render(request, "planning/template_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def template_retire(request: TenantRequest, own: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    row = get_object_or_404(OwnTemplate, pk=own)
    done = "Modèle retiré : les rétroplannings déjà faits ne changent pas."
    attempt(request, lambda: services.retire_template(row, by=request.membership), done)
    return redirect("planning:new", request.organisation.slug)


@require_POST
def template_restore(request: TenantRequest, own: UUID) -> HttpResponse:
    require(request.membership, policy.KEEP)
    row = get_object_or_404(OwnTemplate, pk=own)
    attempt(request, lambda: services.restore_template(row, by=request.membership), "Modèle remis dans la liste.")
    return redirect("planning:new", request.organisation.slug)
