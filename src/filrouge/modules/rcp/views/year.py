from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from filrouge.kernel import registry
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.rcp import policy, queries, services
from filrouge.modules.rcp.forms import CharterForm, CountingForm, CountsForm
from filrouge.modules.rcp.models import Charter, CountingChoice, PatientCounts
from filrouge.modules.rcp.views import shape
from filrouge.ui.forms import accepted

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
def explained(request: TenantRequest) -> HttpResponse:
    """Every number of the year, its formula and the rows it comes from."""
    require(request.membership, policy.VIEW)
    count = queries.year_count(shape.asked_year(request))
    context = {"count": count, "tabs": shape.tabs(request, "home"), "can_keep": can(request.membership, policy.KEEP)}
    return render(request, "rcp/explained.html", context)


@require_safe
def counts(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.KEEP)
    known = list(PatientCounts.objects.all())
    this_year = timezone.localdate().year
    missing = [year for year in (this_year - 1, this_year - 2) if year not in {row.year for row in known}]
    context = {"known": known, "missing": missing, "tabs": shape.tabs(request, "counts"), "this_year": this_year}
    context["used_in"] = registry.activity_pages.get("aci.B3-09")  # where these numbers make an amount
    return render(request, "rcp/counts.html", context)


@require_http_methods(FORM_METHODS)
def counts_of(request: TenantRequest, year: int) -> HttpResponse:
    require(request.membership, policy.KEEP)
    if not queries.FIRST_YEAR <= year <= timezone.localdate().year:
        raise Http404
    row = PatientCounts.objects.filter(year=year).first()
    form = CountsForm(request.POST or None, instance=row or PatientCounts(year=year))
    if request.method == "POST" and accepted(
        form, lambda: services.keep_counts(year, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, f"Patients au 31 décembre {year} enregistrés : le taux est à jour.")
        return redirect("rcp:counts", request.organisation.slug)
    context = {"form": form, "year": year, "tabs": shape.tabs(request, "counts"), "known": row}
    return render(request, "rcp/counts_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
def counting(request: TenantRequest) -> HttpResponse:
    """How the team counts from a year on; nothing of the years before changes."""
    require(request.membership, policy.KEEP)
    year = shape.asked_year(request)
    method = queries.method_of(year)
    form = CountingForm(request.POST or None, method=method, choice=method.choice)
    if request.method == "POST" and accepted(
        form,
        lambda: services.choose_counting(
            year,
            by=request.membership,
            values=form.values(),
            contract_starts_on=form.cleaned_data["contract_starts_on"],
            why=form.cleaned_data["why"],
        ),
    ):
        messages.success(request, f"Les RCP se comptent ainsi à partir de {year}.")
        return redirect("rcp:home", request.organisation.slug)
    context = {"form": form, "year": year, "method": method, "tabs": shape.tabs(request, "counting")}
    context |= {"choices": CountingChoice.objects.all(), "this_year": timezone.localdate().year}
    return render(request, "rcp/counting.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORM_METHODS)
def charter(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.KEEP if request.method == "POST" else policy.VIEW)
    row = queries.charter_of(request.organisation, queries.method_of(timezone.localdate().year))
    form = CharterForm(request.POST or None, instance=row)
    if request.method == "POST" and accepted(
        form, lambda: services.write_charter(by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "Charte enregistrée. Imprimez-la, ou proposez-la à la prochaine réunion d’équipe.")
        return redirect("rcp:charter", request.organisation.slug)
    written = Charter.objects.exists()
    context = {"form": form, "written": written, "tabs": shape.tabs(request, "charter")}
    context["can_keep"] = can(request.membership, policy.KEEP)
    return render(request, "rcp/charter.html", context, status=422 if form.is_bound else 200)
