"""The lines of a plan, and its dates one by one."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.queries import meeting_types
from filrouge.modules.scheduling import queries, services
from filrouge.modules.scheduling.forms import LineForm, PlannedDateForm
from filrouge.modules.scheduling.models import PlanLine, PlannedDate
from filrouge.modules.scheduling.views import plan_shape as shape
from filrouge.modules.scheduling.views.plans import act, find_plan
from filrouge.ui.forms import accepted, form_sentence
from filrouge.ui.http import move_to_day


def find_line(year: int, line: UUID) -> PlanLine:
    return get_object_or_404(PlanLine.objects.select_related("plan", "type", "group"), pk=line, plan__year=year)


def find_date(year: int, date: UUID) -> PlannedDate:
    return get_object_or_404(queries.planned_date(year, date))


@require_http_methods(["GET", "HEAD", "POST"])
def line_add(request: TenantRequest, year: int) -> HttpResponse:
    require(request.membership, policy.PLAN)
    plan = find_plan(year)
    kind = meeting_types().filter(code=request.GET.get("type", "")).first() or meeting_types().first()
    days = sorted(queries.own_days(request.membership)) or [1, 3]
    form = LineForm(request.POST or None, initial=shape.usual_line(kind, days))
    if request.method == "POST" and accepted(
        form, lambda: services.add_line(plan, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "Ligne ajoutée, dates posées.")
        return redirect(plan)
    context = {"form": form, "plan": plan, "types": meeting_types(), "kind": kind}
    return render(request, "scheduling/line_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def line_edit(request: TenantRequest, year: int, line: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    row = find_line(year, line)
    form = LineForm(request.POST or None, instance=row)
    if request.method == "POST" and accepted(
        form, lambda: services.change_line(row, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "Ligne modifiée, dates posées de nouveau.")
        return redirect(row.plan)
    context = {"form": form, "plan": row.plan, "line": row, "habits": shape.habit_sentences(row)}
    return render(request, "scheduling/line_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def line_remove(request: TenantRequest, year: int, line: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    row = find_line(year, line)

    def serve() -> str:
        services.remove_line(row, by=request.membership)
        return "Ligne retirée. Les réunions déjà créées restent."

    return act(request, year, serve)


@require_http_methods(["GET", "HEAD", "POST"])
def date_add(request: TenantRequest, year: int, line: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    row = find_line(year, line)
    form = PlannedDateForm(request.POST or None, initial={"starts": row.times[0]})
    if request.method == "POST" and accepted(
        form, lambda: services.add_date(row, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "Date ajoutée.")
        return redirect(row.plan)
    context = {"form": form, "line": row, "plan": row.plan}
    return render(request, "scheduling/date_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def date_page(request: TenantRequest, year: int, date: UUID) -> HttpResponse:
    """Move one date, by its form or from the calendar: there, the new calendar is the answer."""
    require(request.membership, policy.PLAN)
    row = find_date(year, date)
    form = PlannedDateForm.of(request.POST or None, row)
    if request.method == "POST" and accepted(
        form, lambda: services.move_date(row, by=request.membership, **form.cleaned_data)
    ):
        if request.htmx:
            return render(request, "scheduling/year.html#grid", shape.year_context(year, request.membership))
        messages.success(request, "Date déplacée.")
        return redirect(row.line.plan)
    if form.is_bound and request.htmx:
        return HttpResponse(form_sentence(form), status=422, content_type="text/plain; charset=utf-8")
    context = {"form": form, "line": row.line, "plan": row.line.plan, "planned": row}
    return render(request, "scheduling/date_form.html", context, status=422 if form.is_bound else 200)


@require_POST
def date_day(request: TenantRequest, year: int, date: UUID) -> HttpResponse:
    """Another day at the same hour: what the calendar of the team asks."""
    require(request.membership, policy.PLAN)
    row = find_date(year, date)
    move, held = partial(services.move_date, row, by=request.membership), partial(services.day_held, row)
    return move_to_day(request, lambda day: move(day=day), held, row.line.plan.get_absolute_url())


@require_POST
def date_remove(request: TenantRequest, year: int, date: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    row = find_date(year, date)
    try:
        services.remove_date(row, by=request.membership)
        messages.success(request, "Date retirée du plan.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(row.line.plan)
