"""The quality approach: one page per cycle, that fills level by level."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.timeline.queries import history_of
from filrouge.modules.indicators import policy, queries, services
from filrouge.modules.indicators.forms import ActionForm, CycleForm, FreezeForm, LinkForm
from filrouge.modules.indicators.forms.quality import PARTS
from filrouge.modules.indicators.models import Cycle, Indicator
from filrouge.modules.indicators.views import shape
from filrouge.ui.forms import accepted, form_sentence
from filrouge.ui.http import attempt

FORM_METHODS = ["GET", "HEAD", "POST"]
START = ("theme", "first_year", "last_year", "referent", "appointed_on")


def find(request: TenantRequest, cycle: UUID) -> Cycle:
    require(request.membership, policy.VIEW)
    return get_object_or_404(queries.cycles(), pk=cycle)


@require_safe
def quality(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    today = timezone.localdate()
    states = queries.states_of(queries.cycles())
    context = {
        "running": [shape.cycle_row(state) for state in states if state.cycle.is_running],
        "dropped": [state.cycle for state in states if not state.cycle.is_running],
        "year": today.year,
        "can_keep": can(request.membership, policy.KEEP),
    }
    return render(request, "indicators/quality.html", context)


@require_http_methods(FORM_METHODS)
def cycle_start(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.KEEP)
    year = timezone.localdate().year
    form = CycleForm(request.POST or None, only=START, initial={"first_year": year, "last_year": year})
    made: list[Cycle] = []
    if request.method == "POST" and accepted(
        form, lambda: made.append(services.start_cycle(by=request.membership, **form.cleaned_data))
    ):
        messages.success(request, "La démarche est ouverte. L’état des lieux vient maintenant.")
        return redirect(made[0])
    context = {"form": form, "heading": "Ouvrir une démarche qualité"}
    return render(request, "indicators/cycle_form.html", context, status=422 if form.is_bound else 200)


@require_safe
def cycle_page(request: TenantRequest, cycle: UUID) -> HttpResponse:
    row = find(request, cycle)
    return render(request, "indicators/cycle.html", _context(request, row))


def _context(request: TenantRequest, row: Cycle, **more: Any) -> dict[str, Any]:
    state, today = queries.state_of(row), timezone.localdate()
    keeps = can(request.membership, policy.KEEP) and row.is_running
    return {
        "cycle": row,
        "state": state,
        "levels": shape.level_cards(state),
        "steps": shape.level_steps(state),
        "years": range(row.first_year, min(row.last_year, today.year) + 1),
        "can_keep": can(request.membership, policy.KEEP),
        "keeps": keeps,
        "action": ActionForm() if keeps else None,
        "link": LinkForm(cycle=row) if keeps else None,
        "history": shape.history(history_of(row)),
        **more,
    }


@require_http_methods(FORM_METHODS)
def cycle_edit(request: TenantRequest, cycle: UUID, part: str) -> HttpResponse:
    row = find(request, cycle)
    require(request.membership, policy.KEEP)
    if part not in PARTS:
        raise Http404
    heading, names = PARTS[part]
    form = CycleForm(request.POST or None, instance=row, only=names)
    if request.method == "POST" and accepted(
        form, lambda: services.write_cycle(row, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "C’est écrit.")
        return redirect(row)
    context = {"form": form, "heading": heading, "cycle": row}
    return render(request, "indicators/cycle_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def action_add(request: TenantRequest, cycle: UUID) -> HttpResponse:
    row = find(request, cycle)
    require(request.membership, policy.KEEP)
    form = ActionForm(request.POST)
    if accepted(form, lambda: services.add_action(row, by=request.membership, **form.cleaned_data)):
        messages.success(request, "L’action est au plan, et dans les tâches de la personne.")
        return redirect(f"{row.get_absolute_url()}#niveau-2")
    return render(request, "indicators/cycle.html", _context(request, row, action=form), status=422)


@require_POST
def indicator_link(request: TenantRequest, cycle: UUID) -> HttpResponse:
    row = find(request, cycle)
    require(request.membership, policy.KEEP)
    form = LinkForm(request.POST, cycle=row)
    if accepted(form, lambda: services.link_indicator(row, form.cleaned_data["indicator"], by=request.membership)):
        messages.success(request, "L’indicateur est lié à la démarche.")
    else:
        messages.error(request, form_sentence(form))
    return redirect(f"{row.get_absolute_url()}#niveau-2")


@require_POST
def indicator_unlink(request: TenantRequest, cycle: UUID, pk: UUID) -> HttpResponse:
    row = find(request, cycle)
    indicator = get_object_or_404(Indicator, pk=pk)
    attempt(
        request,
        lambda: services.unlink_indicator(row, indicator, by=request.membership),
        "L’indicateur n’est plus lié ; ses valeurs restent.",
    )
    return redirect(f"{row.get_absolute_url()}#niveau-2")


@require_POST
def cycle_freeze(request: TenantRequest, cycle: UUID) -> HttpResponse:
    row = find(request, cycle)
    require(request.membership, policy.KEEP)
    form = FreezeForm(request.POST)
    if accepted(form, lambda: services.freeze(row, by=request.membership, **form.cleaned_data)):
        messages.success(request, "Le dossier est figé : il est dans les preuves de l’année.")
    else:
        messages.error(request, form_sentence(form))
    return redirect(row)


@require_POST
def cycle_drop(request: TenantRequest, cycle: UUID) -> HttpResponse:
    row = find(request, cycle)
    attempt(request, lambda: services.drop_cycle(row, by=request.membership), "La démarche est abandonnée.")
    return redirect(row)


@require_POST
def cycle_resume(request: TenantRequest, cycle: UUID) -> HttpResponse:
    row = find(request, cycle)
    attempt(request, lambda: services.resume_cycle(row, by=request.membership), "La démarche est reprise.")
    return redirect(row)
