from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from filrouge.kernel.files.responses import file_response
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.meetings import policy, queries, services
from filrouge.modules.meetings.forms import AnnexesForm
from filrouge.modules.meetings.models import Annex, Meeting
from filrouge.modules.meetings.views.answers import find_meeting
from filrouge.ui.forms import accepted


@require_http_methods(["GET", "HEAD", "POST"])
def annexes(request: TenantRequest, pk: UUID) -> HttpResponse:
    """What the next version will list."""
    require(request.membership, policy.HOLD)
    meeting = find_meeting(pk)
    if not meeting.is_writable:
        messages.info(request, "Ce compte rendu est figé : ses annexes ne changent plus.")
        return redirect(meeting)
    form = AnnexesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and accepted(form, lambda: save(request, meeting, form)):
        messages.success(request, "Annexes gardées : le compte rendu les liste.")
        return redirect("meetings:annexes" if form.cleaned_data["uploads"] else "meetings:detail", *here(request, pk))
    context = {"meeting": meeting, "form": form, "candidates": queries.annexable(meeting)}
    return render(request, "meetings/annexes.html", context, status=422 if form.errors else 200)


def here(request: TenantRequest, pk: UUID) -> tuple[str, UUID]:
    return request.organisation.slug, pk


def save(request: TenantRequest, meeting: Meeting, form: AnnexesForm) -> None:
    services.choose_annexes(meeting, by=request.membership, chosen=form.cleaned_data["chosen"])
    refused: list[ValidationError] = []
    for upload in form.cleaned_data["uploads"]:  # one wrong file does not lose the others
        try:
            services.add_annex(meeting, by=request.membership, name=upload.name, content=upload)
        except ValidationError as error:
            refused.append(error)
    if refused:
        raise ValidationError(refused)


@require_safe
def annex_open(request: TenantRequest, pk: UUID, annex: UUID) -> HttpResponseBase:
    require(request.membership, policy.VIEW)
    found = get_object_or_404(Annex.objects.select_related("file"), pk=annex, meeting=pk)
    return file_response(found.file, inline=True)
