"""Frozen minutes, opened again for their next version."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.meetings import policy, services
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.forms import CorrectionForm
from filrouge.modules.meetings.views import shape
from filrouge.modules.meetings.views.answers import find_meeting
from filrouge.ui.forms import accepted


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_correct(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.APPROVE)
    meeting = find_meeting(pk)
    if meeting.status != MeetingStatus.APPROVED:
        messages.info(request, "Ce compte rendu n’est pas figé : complétez les notes.")
        return redirect(meeting)
    form = CorrectionForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: services.correct_minutes(meeting, by=request.membership, reason=form.cleaned_data["reason"])
    ):
        messages.success(request, "Le texte est ouvert. La version en vigueur reste lisible.")
        return redirect(meeting)
    context = {"meeting": meeting, "form": form, "minutes": meeting.minutes_versions.first()}
    return render(request, "meetings/correct.html", context, status=422 if form.is_bound else 200)


@require_POST
def correction_give_up(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.APPROVE)
    meeting = find_meeting(pk)
    try:
        services.give_up_correction(meeting, by=request.membership)
    except ValidationError as error:
        messages.error(request, shape.sentence(error))
    else:
        messages.success(request, "Correction abandonnée : le texte est celui de la version en vigueur.")
    return redirect(meeting)
