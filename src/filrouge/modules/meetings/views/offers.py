"""Beside an agenda: what may be put on it in one gesture; once the session is closed, what was not treated."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import policy, queries, services
from filrouge.modules.meetings.enums import TO_COME, MeetingStatus
from filrouge.modules.meetings.forms import PostponeForm
from filrouge.modules.meetings.models import AgendaItem, Meeting
from filrouge.modules.meetings.views import meeting_page, shape
from filrouge.modules.meetings.views.answers import find_meeting
from filrouge.ui.http import with_toast
from filrouge.ui.typography import count

Act = Callable[[Meeting, str, Membership], object]
ACTS: dict[str, Act] = {
    "add": lambda meeting, key, by: services.take_offer(meeting, key, by=by),
    "later": lambda meeting, key, by: services.set_aside(meeting, key, by=by),
    "back": lambda meeting, key, by: services.bring_back(meeting, key, by=by),
}


@require_http_methods(["GET", "HEAD", "POST"])
def offers(request: TenantRequest, pk: UUID) -> HttpResponse:
    """Asked for when the page of the meeting shows it; a page of its own without scripts."""
    require(request.membership, policy.PLAN)
    meeting = find_meeting(pk)
    refusal = _act(request, meeting) if request.method == "POST" else ""
    if request.method == "POST" and not request.htmx:
        if refusal:
            messages.error(request, refusal)
        return redirect(meeting)
    context = context_of(meeting)
    if request.method == "POST":
        whole = meeting_page.asks_all(request.POST)
        page = get_object_or_404(queries.meetings_for_page(), pk=pk)
        context |= meeting_page.agenda_context(page, request.membership, whole)
        answer = render(request, "meetings/offers.html#changed", context)
        return with_toast(answer, refusal, "error") if refusal else answer
    return render(request, "meetings/_offers.html" if request.htmx else "meetings/offers.html", context)


def context_of(meeting: Meeting) -> dict[str, Any]:
    context: dict[str, Any] = {"meeting": meeting, "base": meeting.get_absolute_url(), "offers": None, "left": []}
    if meeting.status in TO_COME:
        return context | {"offers": services.offers_for(meeting)}
    if meeting.status in {MeetingStatus.HELD, MeetingStatus.REVIEW}:
        usual = {line["title"] for line in meeting.type.agenda}
        left = [(item, item.title not in usual) for item in queries.untreated(meeting)]
        onward = services.next_meeting(meeting) if left else None
        return context | {"left": left, "onward": onward, "postponed": queries.postponed(meeting)}
    return context


def _act(request: TenantRequest, meeting: Meeting) -> str:
    """Why it was refused; nothing when it was done."""
    asked = next(((act, request.POST[name]) for name, act in ACTS.items() if name in request.POST), None)
    if asked is None:
        return "Ce geste n’a pas été compris : rechargez la page."
    act, key = asked
    try:
        act(meeting, key, request.membership)
    except ValidationError as error:
        return shape.sentence(error)
    return ""


@require_POST
def postpone(request: TenantRequest, pk: UUID) -> HttpResponse:
    """Put off the points ticked, or keep one that was; back to the page of the meeting, or to its session."""
    require(request.membership, policy.PLAN)
    meeting = find_meeting(pk)
    form = PostponeForm(request.POST, items=AgendaItem.objects.filter(meeting=meeting).select_related("meeting"))
    if not form.is_valid():
        messages.error(request, "Cochez au moins un point à reporter.")
        return redirect(meeting)
    try:
        messages.success(request, _postpone(request, form.cleaned_data))
    except ValidationError as error:
        messages.error(request, shape.sentence(error))
    if request.POST.get("back") == "session":
        return redirect("meetings:session", request.organisation.slug, pk)
    return redirect(meeting)


def _postpone(request: TenantRequest, asked: dict[str, Any]) -> str:
    if asked["keep"] is not None:
        services.keep_item(asked["keep"], by=request.membership)
        return f"« {asked['keep'].title} » reste à cet ordre du jour."
    postponed = services.postpone_items(asked["items"], by=request.membership)
    dated = [one for one in postponed if one.postponed_to]
    where = dated[0].where_it_went.removeprefix("reporté ") if dated else ""
    return f"{count(len(postponed), 'point reporté|points reportés')} {where or ', en attente d’une réunion'}.".replace(
        " ,", ","
    )
