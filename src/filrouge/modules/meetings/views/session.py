from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.meetings import policy, queries, services
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.forms import DecisionForm, NotesForm, SessionTaskForm, SessionTimesForm
from filrouge.modules.meetings.models import Decision, Meeting
from filrouge.modules.meetings.panels import panels_of
from filrouge.modules.meetings.views import shape
from filrouge.modules.meetings.views.answers import find_item, find_meeting
from filrouge.modules.meetings.views.attendance import grid_context
from filrouge.ui.forms import accepted
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
        "times_form": SessionTimesForm(meeting=meeting),
        "draft": shape.OutcomeDraft(),
        "people": SessionTaskForm().fields["owner"].queryset,  # type: ignore[attr-defined]
    }


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


@require_POST
def notes_save(request: TenantRequest, pk: UUID, item: UUID) -> HttpResponse:
    """Save the notes of an item. Scripts get JSON; without scripts, a page that loses nothing."""
    require(request.membership, policy.HOLD)
    row, form = find_item(pk, item), NotesForm(request.POST)
    if not form.is_valid():
        return answer_notes(
            request, row, form, 422, {"error": "Ces notes sont trop longues : 200 000 caractères au plus."}
        )
    data = form.cleaned_data
    try:
        saved = services.write_notes(
            row,
            by=request.membership,
            notes=data["notes"],
            read_version=data["version"],
            acknowledged=data["acknowledged"],
        )
    except services.NotesConflict as conflict:
        theirs = {"notes": conflict.item.notes, "version": conflict.item.version, "by": conflict.item.written_by}
        return answer_notes(request, row, form, 409, {"theirs": theirs})
    except ValidationError as error:
        found = [{"fingerprint": one.fingerprint, "sentence": one.sentence} for one in shape.findings_in(data["notes"])]
        return answer_notes(request, row, form, 422, {"error": shape.sentence(error), "findings": found})
    return answer_notes(request, saved, form, 200, {"version": saved.version})


def answer_notes(
    request: TenantRequest, item: Any, form: NotesForm, status: int, answer: dict[str, Any]
) -> HttpResponse:
    if request.headers.get("Accept") == "application/json":
        return JsonResponse(answer, status=status)
    if status == 200:
        return redirect("meetings:session", request.organisation.slug, item.meeting_id)
    mine = request.POST.get("notes", "")
    context = {"meeting": item.meeting, "item": item, "mine": mine, **answer}
    return render(request, "meetings/conflict.html", context, status=status)


def answer_item(request: TenantRequest, pk: UUID, item: UUID, draft: shape.OutcomeDraft | None = None) -> HttpResponse:
    """What an item has produced, as it is now, and what was typed and could not be kept."""
    if not request.htmx:
        return redirect("meetings:session", request.organisation.slug, pk)
    meeting = get_object_or_404(queries.meetings_with_everything(), pk=pk)
    row = next(row for row in shape.item_rows(meeting) if row.item.pk == item)
    context = {
        "row": row,
        "meeting": meeting,
        "people": SessionTaskForm().fields["owner"].queryset,  # type: ignore[attr-defined]
        "can_hold": True,
        "draft": draft or shape.OutcomeDraft(),
    }
    return render(request, "meetings/_outcomes.html", context, status=422 if draft else 200)


@require_POST
def decision_add(request: TenantRequest, pk: UUID, item: UUID) -> HttpResponse:
    require(request.membership, policy.HOLD)
    row, form = find_item(pk, item), DecisionForm(request.POST)
    if accepted(form, lambda: services.add_decision(row, by=request.membership, **form.cleaned_data)):
        return answer_item(request, pk, item)
    found = shape.findings_in(f"{form.data.get('text', '')}\n{form.data.get('reason', '')}")
    return answer_item(request, pk, item, shape.OutcomeDraft.of("decision", form, found))


@require_POST
def decision_remove(request: TenantRequest, pk: UUID, decision: UUID) -> HttpResponse:
    require(request.membership, policy.HOLD)
    row = get_object_or_404(Decision.objects.select_related("meeting", "item"), pk=decision, meeting=pk)
    item = row.item
    try:
        services.remove_decision(row, by=request.membership)
    except ValidationError as error:
        messages.error(request, shape.sentence(error))
    return answer_item(request, pk, item.pk) if item else redirect("meetings:session", request.organisation.slug, pk)


@require_POST
def task_add(request: TenantRequest, pk: UUID, item: UUID) -> HttpResponse:
    require(request.membership, policy.HOLD)
    row, form = find_item(pk, item), SessionTaskForm(request.POST)
    if accepted(form, lambda: services.add_session_task(row, by=request.membership, **form.cleaned_data)):
        return answer_item(request, pk, item)
    found = shape.findings_in(str(form.data.get("title", "")))
    return answer_item(request, pk, item, shape.OutcomeDraft.of("task", form, found))
