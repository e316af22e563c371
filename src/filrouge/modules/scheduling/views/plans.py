"""The plan of a year as a whole."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from filrouge.kernel.documents.responses import file_answer, pdf_answer
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.meetings import policy
from filrouge.modules.scheduling import exports, services
from filrouge.modules.scheduling.models import YearPlan
from filrouge.modules.scheduling.models.plans import EARLIEST, LATEST
from filrouge.modules.scheduling.views import plan_shape as shape


def find_plan(year: int) -> YearPlan:
    return get_object_or_404(YearPlan, year=year)


def checked(year: int) -> int:
    if not EARLIEST <= year <= LATEST:
        raise Http404
    return year


def act(request: TenantRequest, year: int, serve: Callable[[], str]) -> HttpResponse:
    """Do it, say it, and go back to the year."""
    try:
        messages.success(request, serve())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("scheduling:year", request.organisation.slug, year)


@require_safe
def year_page(request: TenantRequest, year: int | None = None) -> HttpResponse:
    require(request.membership, policy.VIEW)
    context = shape.year_context(checked(year or shape.planning_year()), request.membership)
    template = "scheduling/year.html#grid" if request.htmx else "scheduling/year.html"
    return render(request, template, context)


@require_POST
def plan_start(request: TenantRequest, year: int) -> HttpResponse:
    require(request.membership, policy.PLAN)

    def serve() -> str:
        services.start_plan(checked(year), by=request.membership)
        return "Le plan est posé. Déplacez ce qui ne va pas, puis créez les réunions."

    return act(request, year, serve)


@require_POST
def plan_holidays(request: TenantRequest, year: int) -> HttpResponse:
    require(request.membership, policy.PLAN)
    plan = find_plan(year)

    def serve() -> str:
        services.change_plan(plan, by=request.membership, avoids_holidays=not plan.avoids_holidays)
        return "Dates posées de nouveau. Celles placées à la main n’ont pas bougé."

    return act(request, year, serve)


@require_POST
def plan_lay(request: TenantRequest, year: int) -> HttpResponse:
    require(request.membership, policy.PLAN)
    plan = find_plan(year)

    def serve() -> str:
        services.lay_plan(plan, by=request.membership)
        return "Dates posées de nouveau. Celles placées à la main n’ont pas bougé."

    return act(request, year, serve)


@require_POST
def plan_create(request: TenantRequest, year: int) -> HttpResponse:
    require(request.membership, policy.PLAN)
    plan = find_plan(year)
    return act(request, year, lambda: shape.created_sentence(services.create_meetings(plan, by=request.membership)))


@require_POST
def plan_undo(request: TenantRequest, year: int) -> HttpResponse:
    require(request.membership, policy.PLAN)
    plan = find_plan(year)

    def serve() -> str:
        undone = services.undo_creation(plan, by=request.membership)
        return shape.undone_sentence(undone.cancelled, undone.kept)

    return act(request, year, serve)


@require_safe
def year_pdf(request: TenantRequest, year: int) -> HttpResponse:
    require(request.membership, policy.VIEW)
    context = shape.year_context(checked(year), request.membership)
    lines = [exports.DatedLine(chip.starts, chip.title, chip.is_meeting) for chip in context["chips"]]
    return pdf_answer(exports.year_document(request.organisation, year, lines), f"Réunions {year}")


@require_safe
def year_ics(request: TenantRequest, year: int) -> HttpResponse:
    require(request.membership, policy.VIEW)
    context = shape.year_context(checked(year), request.membership)
    content = exports.year_calendar(request.organisation, year, context["meetings"], context["states"])
    return file_answer(content, f"reunions-{year}.ics", "text/calendar; charset=utf-8")
