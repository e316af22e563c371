from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.timeline.queries import history_of
from filrouge.modules.meetings import notifications, policy, queries, services
from filrouge.modules.meetings.enums import Confidentiality
from filrouge.modules.meetings.forms import (
    CancelForm,
    ConveneForm,
    MeetingFilterForm,
    MeetingForm,
    ParticipantsForm,
    ReadersForm,
)
from filrouge.modules.meetings.models import Participant
from filrouge.modules.meetings.panels import panels_of
from filrouge.modules.meetings.services.status import lock
from filrouge.modules.meetings.views import meeting_page, new_meeting, shape
from filrouge.modules.meetings.views.answers import find_meeting
from filrouge.modules.meetings.views.retroplanning import moved_sentence
from filrouge.ui.forms import accepted, refuse
from filrouge.ui.http import move_to_day

PAGE = 25


@require_safe
def meeting_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    form = MeetingFilterForm(request.GET)
    filters = shape.list_filters(form)
    page = Paginator(queries.meeting_list(request.membership, **filters), PAGE).get_page(request.GET.get("page"))
    page.object_list = queries.with_numbers(page.object_list)  # type: ignore[arg-type]
    template = "meetings/list.html#rows" if request.htmx else "meetings/list.html"
    context = {"form": form, "page": page, "tabs": shape.list_tabs(request, filters["when"]), "filters": filters}
    return render(request, template, context)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_create(request: TenantRequest) -> HttpResponse:
    """A new meeting: as its type usually is, or like another one."""
    require(request.membership, policy.PLAN)
    values = new_meeting.values_of(request.membership, request.GET)
    form = MeetingForm(request.POST or None, initial=values, turns=new_meeting.turns_of(values))
    if request.method == "POST" and form.is_valid():
        try:
            meeting = services.plan_meeting(by=request.membership, **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, "Réunion prévue. Complétez l’ordre du jour, puis convoquez.")
            return redirect(meeting)
    context = {"form": form, "types": shape.type_choices()}
    return render(request, "meetings/form.html", context, status=422 if form.is_bound else 200)


@require_safe
def meeting_detail(request: TenantRequest, pk: UUID) -> HttpResponse:
    """The page of a meeting; by htmx, the points that follow the first ten."""
    require(request.membership, policy.VIEW)
    meeting = get_object_or_404(queries.meetings_for_page(), pk=pk)
    whole = meeting_page.asks_all(request.GET)
    if request.htmx and whole:
        context = meeting_page.agenda_context(meeting, request.membership, whole)
        return render(request, "meetings/_agenda_rows.html", context)
    context = meeting_page.context_of(meeting, request.membership, whole)
    context["history"] = shape.history(history_of(meeting)[:6])
    context["panels"] = panels_of(request.membership, meeting, "main", "aside", "actions")
    return render(request, "meetings/detail.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_edit(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    meeting = find_meeting(pk)
    form = MeetingForm(request.POST or None, instance=meeting)
    days = queries.open_step_days(meeting) if request.method == "POST" else {}
    if request.method == "POST" and accepted(
        form, lambda: services.change_meeting(meeting, by=request.membership, **form.cleaned_data)
    ):
        moved = moved_sentence(days, queries.open_step_days(meeting))
        messages.success(request, f"Réunion modifiée. {moved}".strip())
        return redirect(meeting)
    context = {"form": form, "meeting": meeting}
    return render(request, "meetings/form.html", context, status=422 if form.is_bound else 200)


@require_POST
def meeting_day(request: TenantRequest, pk: UUID) -> HttpResponse:
    """Another day for a draft: what the calendar asks."""
    require(request.membership, policy.PLAN)
    meeting = find_meeting(pk)
    move = partial(services.move_draft, meeting, by=request.membership)
    return move_to_day(request, lambda day: move(day=day), lambda: lock(meeting).starts_on, meeting.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
def participants_add(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    meeting = find_meeting(pk)
    form = ParticipantsForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            added = services.add_participants(meeting, form.cleaned_data["people"], by=request.membership)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, shape.added_sentence(len(added)))
            return redirect(meeting)
    context = {"form": form, "meeting": meeting, "people": shape.people_by_profession(meeting)}
    return render(request, "meetings/participants.html", context, status=422 if form.is_bound else 200)


@require_POST
def participant_remove(request: TenantRequest, pk: UUID, participant: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    rows = Participant.everybody.select_related("meeting", "person", "item")
    row = get_object_or_404(rows, pk=participant, meeting=pk)
    try:
        services.remove_participant(row, by=request.membership)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(row.meeting)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_convene(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    meeting = find_meeting(pk)
    form = ConveneForm(request.POST or None, initial={"message": meeting.message})
    if request.method == "POST" and accepted(
        form, lambda: services.convene(meeting, by=request.membership, message=form.cleaned_data["message"])
    ):
        messages.success(request, "Les invitations partent. Les réponses s’affichent ici.")
        return redirect(meeting)
    context = shape.convene_context(queries.meetings_with_everything().get(pk=meeting.pk)) | {"form": form}
    return render(request, "meetings/convene.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_cancel(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    meeting = find_meeting(pk)
    form = CancelForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: services.cancel_meeting(meeting, by=request.membership, reason=form.cleaned_data["reason"])
    ):
        messages.success(request, "Réunion annulée.")
        return redirect(meeting)
    context = {"form": form, "meeting": meeting, "now": timezone.now(), "told": list(notifications.called(meeting))}
    return render(request, "meetings/cancel.html", context, status=422 if form.is_bound else 200)


@require_POST
def readers_change(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.PLAN)
    meeting = find_meeting(pk)
    form = ReadersForm(request.POST)
    if form.is_valid():
        readers = form.cleaned_data["confidentiality"]
        services.change_readers(meeting, by=request.membership, confidentiality=readers)
        messages.success(request, f"Lisible par {Confidentiality(readers).label}.")
    else:
        messages.error(request, "Choisissez qui peut lire cette réunion.")
    if queries.may_read(request.membership, find_meeting(pk)):
        return redirect(meeting)
    return redirect("meetings:list", request.organisation.slug)
