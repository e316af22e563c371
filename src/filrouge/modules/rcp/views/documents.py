from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from filrouge.kernel.documents.responses import docx_answer, pdf_answer, sheet_answer
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.rcp import exports, policy, queries
from filrouge.modules.rcp.views import shape


@require_safe
def calendar_export(request: TenantRequest, file_format: str) -> HttpResponse:
    require(request.membership, policy.VIEW)
    year = shape.asked_year(request)
    rows = queries.calendar_of(request.membership, year)
    if file_format != "pdf":
        return sheet_answer(exports.calendar_sheet(year, rows), f"rcp-{year}", file_format)
    count = queries.year_count(year)
    total = queries.total_of(rows, "Total", count.method.first)
    document = exports.calendar_document(request.organisation, count, rows, total)
    return pdf_answer(document, f"Calendrier des RCP {year}")


@require_safe
def charter_export(request: TenantRequest, file_format: str) -> HttpResponse:
    require(request.membership, policy.VIEW)
    charter = queries.charter_of(request.organisation, queries.method_of(timezone.localdate().year))
    document = exports.charter_document(request.organisation, charter)
    answers = {"pdf": pdf_answer, "docx": docx_answer}
    if file_format not in answers:
        raise Http404
    return answers[file_format](document, "Charte des RCP")
