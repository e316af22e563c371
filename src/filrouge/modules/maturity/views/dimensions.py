from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.maturity import forms, policy, queries, services
from filrouge.ui.forms import accepted
from filrouge.ui.http import attempt

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
def dimension_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    context = {"matrix": queries.team_matrix(), "can_keep": can(request.membership, policy.KEEP)}
    return render(request, "maturity/dimensions.html", context)


@require_http_methods(FORM_METHODS)
def dimension_create(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.KEEP)
    form = forms.NewDimensionForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: services.add_dimension(by=request.membership, **form.told())
    ):
        return redirect("maturity:dimensions", request.organisation.slug)
    status = 422 if form.is_bound else 200
    return render(request, "maturity/dimension_form.html", {"form": form}, status=status)


@require_http_methods(FORM_METHODS)
def dimension_edit(request: TenantRequest, code: str) -> HttpResponse:
    require(request.membership, policy.KEEP)
    dimension = _asked(code)
    form = forms.DimensionForm(request.POST or None, initial=forms.DimensionForm.initial_of(dimension))
    if request.method == "POST" and accepted(
        form, lambda: services.change_dimension(code, by=request.membership, **form.told())
    ):
        return redirect("maturity:dimensions", request.organisation.slug)
    context = {"form": form, "dimension": dimension}
    return render(request, "maturity/dimension_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def dimension_show(request: TenantRequest, code: str) -> HttpResponse:
    """Put aside, taken back, or said again in the words of the house."""
    require(request.membership, policy.KEEP)
    dimension, shown = _asked(code), request.POST.get("shown") == "1"
    by = request.membership
    if request.POST.get("reset"):
        done = f"« {dimension.title} » a repris le texte de la maison."
        attempt(request, lambda: services.reset_dimension(code, by=by), done)
    else:
        done = f"« {dimension.title} » est {'reprise' if shown else 'écartée'} pour les prochains tours."
        attempt(request, lambda: services.show_dimension(code, by=by, shown=shown), done)
    return redirect("maturity:dimensions", request.organisation.slug)


def _asked(code: str) -> queries.Dimension:
    dimension = queries.team_matrix().get(code)
    if dimension is None:
        raise Http404
    return dimension
