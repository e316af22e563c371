from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from filrouge.kernel.documents.responses import docx_answer, pdf_answer, sheet_answer
from filrouge.kernel.files.responses import file_response
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.meetings import exports, policy, queries
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.forms import DecisionFilterForm, MeetingFilterForm
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.views import shape


def whole_meeting(request: TenantRequest, pk: UUID) -> Meeting:
    require(request.membership, policy.VIEW)
    return get_object_or_404(queries.meetings_with_everything(), pk=pk)


@require_safe
def minutes_pdf(request: TenantRequest, pk: UUID) -> HttpResponseBase:
    """The frozen file once approved, the draft before and during a correction; ``?version=1`` gives one still."""
    meeting = whole_meeting(request, pk)
    versions = {str(one.version): one for one in meeting.minutes_versions.all()}
    asked = request.GET.get("version", "")
    if asked and asked not in versions:
        raise Http404
    if asked or (versions and meeting.status == MeetingStatus.APPROVED):
        return file_response(versions[asked or max(versions, key=int)].file)
    document = exports.minutes_document(meeting, queries.tasks_by_item(meeting), None, queries.annexes_of(meeting))
    return pdf_answer(document, f"Projet de compte rendu {meeting.title}")


@require_safe
def minutes_docx(request: TenantRequest, pk: UUID) -> HttpResponse:
    meeting = whole_meeting(request, pk)
    frozen = meeting.status == MeetingStatus.APPROVED
    minutes = next(iter(meeting.minutes_versions.all()), None) if frozen else None
    annexes = queries.annexes_of(meeting, minutes)
    document = exports.minutes_document(meeting, queries.tasks_by_item(meeting), minutes, annexes)
    return docx_answer(document, f"Compte rendu {meeting.title}")


@require_safe
def agenda_pdf(request: TenantRequest, pk: UUID) -> HttpResponse:
    meeting = whole_meeting(request, pk)
    return pdf_answer(exports.agenda_document(meeting), f"Ordre du jour {meeting.title}")


@require_safe
def attendance_pdf(request: TenantRequest, pk: UUID) -> HttpResponse:
    meeting = whole_meeting(request, pk)
    return pdf_answer(exports.attendance_document(meeting), f"Émargement {meeting.title}")


@require_safe
def attendance_export(request: TenantRequest, pk: UUID, file_format: str) -> HttpResponse:
    meeting = whole_meeting(request, pk)
    hours = None
    if can(request.membership, policy.HOURS):
        rows = queries.attended(request.membership).filter(meeting=meeting)
        hours = {one.at.person_id: one for one in queries.counted(rows)}
    return sheet_answer(exports.attendance_sheet(meeting, hours), f"Présences {meeting.title}", file_format)


@require_safe
def export_list(request: TenantRequest, file_format: str) -> HttpResponse:
    require(request.membership, policy.VIEW)
    filters = shape.list_filters(MeetingFilterForm(request.GET))
    meetings = queries.with_numbers(queries.meeting_list(request.membership, **filters))
    return sheet_answer(exports.meetings_sheet(meetings), "reunions", file_format)


@require_safe
def export_decisions(request: TenantRequest, file_format: str) -> HttpResponse:
    require(request.membership, policy.VIEW)
    filters = DecisionFilterForm(request.GET, membership=request.membership).filters()
    decisions = queries.decision_list(request.membership, **filters)
    return sheet_answer(exports.decisions_sheet(decisions), "decisions", file_format)
