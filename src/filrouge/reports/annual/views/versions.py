from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.documents.content import Document
from filrouge.kernel.documents.responses import docx_answer, pdf_answer
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.reports.annual import exports, policy, queries, services
from filrouge.reports.annual.forms import RecipientForm, SendingForm
from filrouge.reports.annual.views import shape
from filrouge.ui.forms import accepted
from filrouge.ui.http import attempt


@require_safe
def report_file(request: TenantRequest, year: int, file_format: str) -> HttpResponse:
    """The report of today, to read or to rework."""
    require(request.membership, policy.WRITE)
    document = _document(request, shape.known_year(year))
    if file_format == "docx":
        return docx_answer(document, f"rapport-activite-{year}")
    if file_format == "pdf":
        return pdf_answer(document, f"rapport-activite-{year}")
    raise Http404


def _document(request: TenantRequest, year: int) -> Document:
    recipient = RecipientForm(request.GET).recipient()
    told = queries.told_of(queries.report_of(year), queries.outline_of(request.membership, year), recipient)
    return exports.report_document(request.organisation, year, told, timezone.localdate())


@require_safe
def versions(request: TenantRequest) -> HttpResponse:
    """What was kept, for the whole team."""
    require(request.membership, policy.READ)
    context = {
        "versions": queries.frozen_reports(),
        "can_write": can(request.membership, policy.WRITE),
        "can_freeze": can(request.membership, policy.FREEZE),
    }
    return render(request, "annual/versions.html", context)


@require_POST
def freeze(request: TenantRequest, year: int) -> HttpResponse:
    require(request.membership, policy.FREEZE)
    shape.known_year(year)
    recipient = RecipientForm(request.POST).recipient()
    done = attempt(
        request,
        lambda: services.freeze(year, recipient=recipient, by=request.membership),
        "La version est figée : elle ne changera plus.",
    )
    return redirect("annual:versions", request.organisation.slug) if done else redirect(shape.address_of(request, year))


@require_http_methods(["GET", "HEAD", "POST"])
def sending(request: TenantRequest, pk: UUID) -> HttpResponse:
    """Whom a version was sent to."""
    require(request.membership, policy.FREEZE)
    version = get_object_or_404(queries.frozen_reports(), pk=pk)
    initial = {"to": version.sent_to, "on": version.sent_on or timezone.localdate()}
    form = SendingForm(request.POST or None, initial=initial)
    if request.method == "POST" and accepted(
        form, lambda: services.note_sending(version, by=request.membership, **form.cleaned_data)
    ):
        return redirect("annual:versions", request.organisation.slug)
    context = {"form": form, "version": version}
    return render(request, "annual/sending.html", context, status=422 if form.is_bound else 200)
