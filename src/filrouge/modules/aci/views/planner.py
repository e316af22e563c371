from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.aci import policy, queries, services
from filrouge.modules.aci.engine import BadCase, NoScale, scale_of
from filrouge.modules.aci.engine.plan import Act
from filrouge.modules.aci.forms.planner import DismissForm, HoursForm, TimesForm
from filrouge.modules.aci.models import DismissedAct, YearInputs
from filrouge.modules.aci.queries import owners
from filrouge.modules.aci.queries.planner import planner_of
from filrouge.modules.aci.queries.times import known_acts, usual
from filrouge.modules.aci.views import acts, shape
from filrouge.ui.forms import accepted
from filrouge.ui.http import attempt, back_to

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
def planner(request: TenantRequest) -> HttpResponse:
    """What to do with the hours that remain. They are in the address: nothing is kept by looking."""
    require(request.membership, policy.VIEW)
    year = shape.asked_year(request)
    inputs = queries.inputs_of(year)
    form = HoursForm(request.GET)
    context: dict[str, Any] = {"year": year, "inputs": inputs, "can_keep": can(request.membership, policy.KEEP)}
    context |= {"form": form} | shape.neighbours(year)
    if inputs is not None:
        try:
            found = planner_of(request.membership, inputs, form.minutes())
        except BadCase as error:
            context["refusal"] = str(error)
        else:
            context |= {"planner": found} | acts.shown(request, found)
    return render(request, "aci/planner.html", context)


@require_POST
def act_task(request: TenantRequest, year: int, act: str) -> HttpResponse:
    """One tap: the line gets its task. A second one changes nothing."""
    require(request.membership, policy.KEEP)
    inputs = get_object_or_404(YearInputs, year=year)
    found = _proposed(request, inputs, act)
    if found.line not in owners.assignments_of(year):
        owner = owners.proposed(year).get(found.line) or owners.person_of(request.membership)
        due_on = owners.due_by_default(year, timezone.localdate(), only_proof=found.is_proof)
        note = "" if found.is_proof else found.label
        attempt(
            request,
            lambda: services.assign(
                year, found.line, by=request.membership, owner=owner, due_on=due_on, note=note,
                effort=found.minutes,
            ),
            f"Tâche créée : {owner.full_name if owner else 'personne n’en est chargé'}.",
        )  # fmt: skip
    return redirect(back_to(request, f"{acts.address_of(request, year)}#{act}"))


def _proposed(request: TenantRequest, inputs: YearInputs, act: str) -> Act:
    try:
        plan = planner_of(request.membership, inputs).plan
    except BadCase:
        raise Http404 from None  # the page says why, and proposes nothing
    for one in (*plan.fits, *plan.beyond, *plan.late):
        if one.code == act:
            return one
    raise Http404


@require_http_methods(FORM_METHODS)
def dismiss(request: TenantRequest, year: int, act: str) -> HttpResponse:
    require(request.membership, policy.KEEP)
    get_object_or_404(YearInputs, year=year)
    _require_known(year, act)
    form = DismissForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: services.dismiss(year, act, by=request.membership, reason=form.cleaned_data["reason"])
    ):
        messages.success(request, "L’acte est écarté. Il reste au bas de la page : vous pouvez le reprendre.")
        return redirect(f"{acts.address_of(request, year)}#ecartes")
    context = {"form": form, "year": year, "label": services.said(year, act)}
    context["back"] = acts.address_of(request, year)
    return render(request, "aci/dismiss.html", context, status=422 if form.is_bound else 200)


@require_POST
def take_back(request: TenantRequest, year: int, act: str) -> HttpResponse:
    require(request.membership, policy.KEEP)
    row = get_object_or_404(DismissedAct, year=year, act=act)
    services.take_back(row, by=request.membership)
    messages.success(request, f"« {services.said(year, act)} » est de nouveau proposé.")
    return redirect(f"{acts.address_of(request, year)}#{act}")


@require_http_methods(FORM_METHODS)
def times(request: TenantRequest) -> HttpResponse:
    """How long each act takes in this team."""
    require(request.membership, policy.KEEP)
    year = timezone.localdate().year
    form = TimesForm(request.POST or None, times=acts.times_to_type(request.membership, year))
    if request.method == "POST" and accepted(form, lambda: services.keep_times(form.times(), by=request.membership)):
        messages.success(request, "Vos temps sont enregistrés : l’ordre des actes les suit.")
        return redirect("aci:planner", request.organisation.slug)
    context = {"form": form, "rule": usual(year)}
    return render(request, "aci/times.html", context, status=422 if form.is_bound else 200)


def _require_known(year: int, act: str) -> None:
    try:
        known = known_acts(scale_of(year), usual(year))
    except NoScale:
        raise Http404 from None
    if act not in known:
        raise Http404
