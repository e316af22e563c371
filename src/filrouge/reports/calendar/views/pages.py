from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from filrouge.kernel.days.almanac import almanac_of
from filrouge.kernel.documents.responses import file_answer, pdf_answer
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.reports.calendar import exports, policy, queries
from filrouge.reports.calendar.enums import View
from filrouge.reports.calendar.views import shape


@require_safe
def calendar_page(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    return render(request, "agenda/calendar.html", shape.page_context(request))


@require_safe
def calendar_ics(request: TenantRequest) -> HttpResponse:
    """The period of the page in a file for calendar programs."""
    require(request.membership, policy.VIEW)
    asked = shape.asked(request.GET)
    period = queries.period_of(asked.view, asked.day)
    entries = queries.entries_between(request.membership, period.first, period.last, hidden=asked.hidden)
    content = exports.calendar_file(f"{request.organisation.name}, {period.label}", entries)
    return file_answer(content, f"agenda-{period.first}.ics", "text/calendar; charset=utf-8")


@require_safe
def month_pdf(request: TenantRequest) -> HttpResponse:
    """The month for the wall: only what everybody may read."""
    require(request.membership, policy.VIEW)
    asked = shape.asked(request.GET)
    period = queries.period_of(View.MONTH, asked.day)
    entries = queries.entries_for_all(request.membership, period.first, period.last, hidden=asked.hidden)
    almanac = almanac_of()
    notes = {day: shape.note_of(day, almanac) for day in shape.days_between(period.first, period.last)}
    return pdf_answer(exports.wall_document(request.organisation, period, entries, notes), f"Agenda, {period.label}")


@require_safe
def health_days(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    typed = request.GET.get("annee", "")
    years = range(queries.EARLIEST.year, queries.LATEST.year + 1)
    year = int(typed) if typed.isdecimal() and int(typed) in years else timezone.localdate().year
    return render(request, "agenda/health_days.html", {"year": year, "days": queries.health_days(year)})
