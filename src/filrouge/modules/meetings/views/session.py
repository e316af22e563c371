from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import policy, queries, services
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.forms import SessionTaskForm, SessionTimesForm
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.panels import panels_of
from filrouge.modules.meetings.views import shape, texts
from filrouge.modules.meetings.views.answers import find_meeting
from filrouge.modules.meetings.views.attendance import grid_context
from filrouge.ui.typography import duration


@require_safe
def session_page(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.HOLD)
    meeting = get_object_or_404(queries.meetings_with_everything(), pk=pk)
    if meeting.status not in {MeetingStatus.OPEN, MeetingStatus.HELD, MeetingStatus.REVIEW}:
        return redirect(meeting)
    context = session_context(request, meeting) | {"panels": panels_of(request.membership, meeting, "session", "item")}
    return render(request, "meetings/session.html", context)


def session_context(request: TenantRequest, meeting: Any) -> dict[str, Any]:
    context = shape.detail_context(meeting, request.membership)
    return context | {
        **grid_context(request, meeting),
        **texts.sections(meeting),
        "previous": previous_shown(meeting, request.membership),
        "remarks": queries.remarks_of(meeting),
        "can_answer": True,
        "times_form": SessionTimesForm(meeting=meeting),
        "draft": shape.OutcomeDraft.asked(request),
        "empty_draft": shape.OutcomeDraft(),
        "people": SessionTaskForm().fields["owner"].queryset,  # type: ignore[attr-defined]
    }


def previous_shown(meeting: Meeting, membership: Membership) -> dict[UUID, Meeting]:
    """The meeting whose minutes a point approves, by point, as long as the session has not said so."""
    points = {item.approves_id: item.pk for item in meeting.items.all() if item.approves_id is not None}
    if not points:
        return {}
    rows = queries.readable_meetings(membership).filter(pk__in=points).select_related("type")
    return {points[one.pk]: one for one in rows.exclude(minutes_versions__adopted_on__isnull=False)}


@require_POST
def session_open(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.HOLD)
    meeting = find_meeting(pk)
    already_timed = meeting.status in {MeetingStatus.HELD, MeetingStatus.REVIEW}
    try:
        (services.reopen_session if already_timed else services.open_session)(meeting, by=request.membership)
    except ValidationError as error:
        messages.error(request, shape.sentence(error))
        return redirect(meeting)
    return redirect("meetings:session", request.organisation.slug, pk)


@require_POST
def session_close(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.HOLD)
    meeting = find_meeting(pk)
    try:
        closed = services.close_session(meeting, by=request.membership)
    except ValidationError as error:
        messages.error(request, shape.sentence(error))
        return redirect(meeting)
    messages.success(request, "Séance levée. Relisez le compte rendu, puis envoyez-le aux présents.")
    if sentence := short_session(closed):
        messages.warning(request, sentence)
    return redirect(meeting)


def short_session(meeting: Meeting) -> str:
    """Presence is paid by the hour: a session opened late or closed at once must not pass unseen."""
    opened, closed = meeting.session
    lasted = int((closed - opened) / timedelta(minutes=1))
    if lasted * 2 >= meeting.planned_minutes:
        return ""
    return (
        f"La séance ne compte que {duration(lasted)} sur {duration(meeting.planned_minutes)} prévues. Si ces heures "
        "sont fausses, corrigez-les par « Compléter les notes », bouton des heures."
    )


@require_POST
def session_times(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.HOLD)
    meeting = find_meeting(pk)
    form = SessionTimesForm(request.POST, meeting=meeting)
    if not form.is_valid():
        messages.error(request, "Ces heures ne se lisent pas : écrivez-les ainsi, 12:45.")
    else:
        opened_at, closed_at = form.moments()
        try:
            services.change_session_times(meeting, by=request.membership, opened_at=opened_at, closed_at=closed_at)
        except ValidationError as error:
            messages.error(request, shape.sentence(error))
    return redirect("meetings:session", request.organisation.slug, pk)
