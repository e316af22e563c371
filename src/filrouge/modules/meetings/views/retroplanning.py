"""The compact panel of the steps around a meeting: where each stands, and « fait » in one tap."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.work import policy as work
from filrouge.modules.meetings import policy, queries, services
from filrouge.modules.meetings.forms import StepForm
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.panels import panels_of
from filrouge.modules.meetings.views import shape
from filrouge.modules.meetings.views.answers import find_meeting
from filrouge.ui.http import with_toast
from filrouge.ui.typography import count

NAME = "meetings/_retroplanning.html"


@require_POST
def retroplanning(request: TenantRequest, pk: UUID) -> HttpResponse:
    """« Fait », « à refaire », or « poser maintenant »."""
    require(request.membership, policy.VIEW)
    require(request.membership, work.VIEW)
    meeting = find_meeting(pk)
    refusal = _act(request, meeting)
    if not request.htmx:
        if refusal:
            messages.error(request, refusal)
        return redirect(f"{meeting.get_absolute_url()}#retroplanning")
    given = panels_of(request.membership, meeting, "aside")["aside"]
    panel: dict[str, Any] = next((dict(one.context) for one in given if one.template == NAME), {})
    context = {"panel": panel, "meeting": meeting, "base": meeting.get_absolute_url()}
    answer = render(request, NAME, context)
    return with_toast(answer, refusal, "error") if refusal else answer


def _act(request: TenantRequest, meeting: Meeting) -> str:
    """Why it was refused; nothing when it was done."""
    form = StepForm(request.POST)
    if not form.is_valid():
        return "Ce geste n’a pas été compris : rechargez la page."
    asked, by = form.cleaned_data, request.membership
    try:
        if asked["lay"]:
            services.lay_steps(meeting, by=by)
        else:
            step = get_object_or_404(queries.steps_of(meeting), pk=asked["done"] or asked["undone"])
            (services.do_step if asked["done"] else services.undo_step)(step, by=by)
    except ValidationError as error:
        return shape.sentence(error)
    return ""


def moved_sentence(before: dict[UUID, Any], after: dict[UUID, Any]) -> str:
    """What a new date of the meeting moved in its retroplanning."""
    moved = sum(1 for key, day in after.items() if before.get(key) != day)
    if not moved:
        return ""
    return f"{count(moved, 'tâche du rétroplanning suit|tâches du rétroplanning suivent')} la nouvelle date."
