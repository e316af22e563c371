from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from filrouge.kernel.documents.responses import docx_answer, pdf_answer
from filrouge.kernel.people.queries import responsibilities_on
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.indicators import exports, queries
from filrouge.modules.indicators.views.quality import find


@require_safe
def letter(request: TenantRequest, cycle: UUID) -> HttpResponse:
    """The appointment of the referent, to sign."""
    row = find(request, cycle)
    if row.referent is None:
        messages.error(request, "Nommez d’abord le référent : la lettre porte son nom.")
        return redirect(row)
    held = responsibilities_on(timezone.localdate()).filter(kind="manager")
    managers = [one.person.full_name for one in held if one.person_id != row.referent_id]
    return pdf_answer(exports.letter_document(request.organisation, row, managers), "lettre-referent-qualite")


@require_safe
def dossier(request: TenantRequest, cycle: UUID, level: int, file_format: str) -> HttpResponse:
    """The dossier as it stands: a draft to read, or to finish in a word processor."""
    row = find(request, cycle)
    if not 1 <= level <= 3:
        raise Http404
    document = exports.dossier_document(request.organisation, queries.state_of(row), level)
    name = f"demarche-qualite-niveau-{level}"
    if file_format == "pdf":
        return pdf_answer(document, name)
    if file_format == "docx":
        return docx_answer(document, name)
    raise Http404
