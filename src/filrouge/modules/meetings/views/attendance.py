"""The grid of presences: one tap, or one key, for each person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.files.responses import file_response
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import policy, queries, services
from filrouge.modules.meetings.enums import DeclaredHow
from filrouge.modules.meetings.forms import Mark, WalkInForm, marks_in
from filrouge.modules.meetings.models import Meeting, Participant
from filrouge.modules.meetings.views import shape
from filrouge.modules.meetings.views.answers import find_meeting
from filrouge.ui.forms import refuse

ON_PAPER = {"how": DeclaredHow.PAPER, "sheet": "1"}  # the grid beside the picture of a signed sheet


def grid_context(request: TenantRequest, meeting: Meeting) -> dict[str, Any]:
    """What ``_presences.html`` shows."""
    expected = list(queries.expected_at(meeting))
    participants = [one for one in expected if one.item_id is None]
    return {
        "meeting": meeting,
        "groups": [*shape.by_profession(participants), *shape.guest_group(one for one in expected if one.item_id)],
        "counts": shape.counts(participants),
        "minimums": queries.minimums_of(meeting, participants),
        "hours_of": request.GET.get("heures", ""),
        "how": DeclaredHow.GRID,
        "sheet": "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def presences(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.HOLD)
    meeting = find_meeting(pk)
    if request.method == "POST":
        try:
            write_marks(meeting, marks_in(request.POST, meeting), by=request.membership, how=how_of(request))
        except ValidationError as error:
            messages.error(request, shape.sentence(error))
    return answer_presences(request, pk)


def write_marks(meeting: Meeting, marks: Iterable[Mark], *, by: Membership, how: str) -> None:
    """Each row that changes; those that say what is already written leave no trace."""
    wanted = {mark.participant: mark for mark in marks}
    for row in queries.expected_at(meeting).filter(pk__in=wanted):
        mark = wanted[row.pk]
        if row.claim or (row.presence, row.arrived_at, row.left_at) != (mark.presence, mark.arrived_at, mark.left_at):
            services.mark_presence(
                row, by=by, presence=mark.presence, arrived_at=mark.arrived_at, left_at=mark.left_at, how=how
            )


@require_POST
def presences_all(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.HOLD)
    try:
        services.mark_all_present(find_meeting(pk), by=request.membership, how=how_of(request))
    except ValidationError as error:
        messages.error(request, shape.sentence(error))
    return answer_presences(request, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def walk_in(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.HOLD)
    meeting = find_meeting(pk)
    form = WalkInForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        try:
            welcome(meeting, form, by=request.membership, how=how_of(request))
        except ValidationError as error:
            refuse(form, error)
        else:
            return answer_presences(request, pk)
    template = "meetings/walk_in.html#form" if request.htmx else "meetings/walk_in.html"
    context = {"form": form, "meeting": meeting, "sheet": request.GET.get("sheet", "")}
    return render(request, template, context, status=422 if form.is_bound else 200)


def welcome(meeting: Meeting, form: WalkInForm, *, by: Membership, how: str) -> Participant:
    return services.add_walk_in(meeting, form.known_or_added(by=by), by=by, how=how)


@require_safe
def signature(request: TenantRequest, pk: UUID, participant: UUID) -> HttpResponseBase:
    """What somebody drew on their phone."""
    require(request.membership, policy.HOLD)
    row = get_object_or_404(queries.expected_at(find_meeting(pk)).select_related("signature"), pk=participant)
    if row.signature is None:
        raise Http404
    return file_response(row.signature, inline=True)


def how_of(request: TenantRequest) -> str:
    return DeclaredHow.PAPER if request.POST.get("how") == DeclaredHow.PAPER else DeclaredHow.GRID


def answer_presences(request: TenantRequest, pk: UUID) -> HttpResponse:
    if not request.htmx:
        page = "meetings:sheet" if request.POST.get("sheet") else "meetings:session"
        return redirect(page, request.organisation.slug, pk)
    meeting = get_object_or_404(Meeting.objects.select_related("type"), pk=pk)
    context = grid_context(request, meeting)
    if request.POST.get("sheet") or request.GET.get("sheet"):
        context |= ON_PAPER
    return render(request, "meetings/_presences.html", context)
