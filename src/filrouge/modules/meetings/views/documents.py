from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from filrouge.kernel.documents.content import Document
from filrouge.kernel.documents.render_csv import stream_csv
from filrouge.kernel.documents.render_docx import render_docx
from filrouge.kernel.documents.render_pdf import render_pdf
from filrouge.kernel.documents.render_xlsx import render_xlsx
from filrouge.kernel.documents.sheets import Sheet
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.meetings import exports, policy, queries
from filrouge.modules.meetings.forms import DecisionFilterForm, MeetingFilterForm
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.views import shape

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def whole_meeting(request: TenantRequest, pk: UUID) -> Meeting:
    require(request.membership, policy.VIEW)
    return get_object_or_404(queries.meetings_with_everything(), pk=pk)


def download(content: bytes, name: str, media_type: str, *, attached: bool = True) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(attached, name) or "inline"
    return response


def pdf(document: Document, name: str) -> HttpResponse:
    return download(render_pdf(document), f"{name}.pdf", "application/pdf", attached=False)


@require_safe
def minutes_pdf(request: TenantRequest, pk: UUID) -> HttpResponse:
    """The frozen file once approved, the draft before."""
    meeting = whole_meeting(request, pk)
    versions = list(meeting.minutes_versions.all())
    if versions:
        return redirect(versions[0].file)
    document = exports.minutes_document(meeting, queries.tasks_by_item(meeting), None)
    return pdf(document, f"Projet de compte rendu {meeting.title}")


@require_safe
def minutes_docx(request: TenantRequest, pk: UUID) -> HttpResponse:
    meeting = whole_meeting(request, pk)
    minutes = next(iter(meeting.minutes_versions.all()), None)
    document = exports.minutes_document(meeting, queries.tasks_by_item(meeting), minutes)
    return download(render_docx(document), f"Compte rendu {meeting.title}.docx", DOCX)


@require_safe
def agenda_pdf(request: TenantRequest, pk: UUID) -> HttpResponse:
    meeting = whole_meeting(request, pk)
    return pdf(exports.agenda_document(meeting), f"Ordre du jour {meeting.title}")


@require_safe
def attendance_pdf(request: TenantRequest, pk: UUID) -> HttpResponse:
    meeting = whole_meeting(request, pk)
    return pdf(exports.attendance_document(meeting), f"Émargement {meeting.title}")


@require_safe
def export_list(request: TenantRequest, file_format: str) -> HttpResponseBase:
    require(request.membership, policy.VIEW)
    filters = shape.list_filters(MeetingFilterForm(request.GET))
    meetings = queries.with_numbers(queries.meeting_list(**filters))
    return sheet_response(exports.meetings_sheet(meetings), "reunions", file_format)


@require_safe
def export_decisions(request: TenantRequest, file_format: str) -> HttpResponseBase:
    require(request.membership, policy.VIEW)
    form = DecisionFilterForm(request.GET)
    form.is_valid()
    decisions = queries.decision_list(text=form.cleaned_data.get("q", ""), status=form.cleaned_data.get("status", ""))
    return sheet_response(exports.decisions_sheet(decisions), "decisions", file_format)


def sheet_response(sheet: Sheet, name: str, file_format: str) -> HttpResponseBase:
    if file_format == "csv":
        # read now: the organisation's scope closes before a stream is sent
        content = b"".join(stream_csv(sheet))
        return download(content, f"{name}.csv", "text/csv; charset=utf-8")
    if file_format == "xlsx":
        return download(render_xlsx([sheet]), f"{name}.xlsx", XLSX)
    raise Http404
