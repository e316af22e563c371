from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.meetings import policy, queries, services
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.forms import ApproveForm, ReviewForm
from filrouge.modules.meetings.views import shape
from filrouge.modules.meetings.views.answers import find_item, find_meeting


@require_POST
def review_send(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.HOLD)
    meeting = find_meeting(pk)
    form = ReviewForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Cette date limite ne se lit pas : écrivez-la ainsi, 26/11/2026.")
        return redirect(meeting)
    try:
        services.send_for_review(meeting, by=request.membership, until=form.cleaned_data["until"])
    except ValidationError as error:
        messages.error(request, shape.sentence(error))
    else:
        messages.success(request, "Le projet de compte rendu part aux présents, chacun avec son lien.")
    return redirect(meeting)


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_approve(request: TenantRequest, pk: UUID) -> HttpResponse:
    """The page asks again when remarks wait; it says which."""
    require(request.membership, policy.APPROVE)
    meeting = find_meeting(pk)
    left = list(queries.open_remarks(meeting))
    if request.method == "POST":
        form = ApproveForm(request.POST)
        seen = form.cleaned_data["remarks_left"] or 0 if form.is_valid() else 0
        try:
            minutes = services.approve_minutes(meeting, by=request.membership, remarks_left=seen)
        except ValidationError as error:
            messages.error(request, shape.sentence(error))
            return redirect("meetings:approve" if left else "meetings:detail", request.organisation.slug, pk)
        messages.success(request, f"Compte rendu {minutes.reference} figé. Les tâches partent à leurs responsables.")
    if request.method == "POST" or meeting.status != MeetingStatus.REVIEW:
        return redirect(meeting)
    return render(request, "meetings/approve.html", {"meeting": meeting, "left": left})


@require_POST
def previous_approve(request: TenantRequest, pk: UUID, item: UUID) -> HttpResponse:
    """In session, in one tap: the minutes of the meeting before."""
    require(request.membership, policy.APPROVE)
    row = find_item(pk, item)
    try:
        minutes = services.approve_previous_minutes(row, by=request.membership)
    except ValidationError as error:
        messages.error(request, shape.sentence(error))
    else:
        messages.success(request, f"Compte rendu {minutes.reference} approuvé en séance.")
    return redirect(f"{reverse('meetings:session', args=[request.organisation.slug, pk])}#{row.anchor}")
