"""What the facilitator does. The screen itself is a panel of the page where the session is held."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.live import queries, services
from filrouge.modules.live.models import LiveSession, Seat
from filrouge.modules.live.views import screens
from filrouge.modules.live.views.common import as_uuid, find_live, refusal_of, say, wants_json
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.models import AgendaItem, BacklogItem, Meeting
from filrouge.modules.meetings.queries import readable_meetings
from filrouge.modules.meetings.services import accept_point, give_up_point


@require_POST
def open_direct(request: TenantRequest, pk: UUID) -> HttpResponse:
    """Open a session to phones again, once it was lifted and taken up."""
    require(request.membership, policy.HOLD)
    meeting: Meeting = get_object_or_404(readable_meetings(request.membership), pk=pk)
    say(request, refusal_of(lambda: services.open_live(meeting, by=request.membership)))
    return redirect("meetings:session", request.organisation.slug, pk)


@require_safe
@never_cache
def wall(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.VIEW)
    live = find_live(pk, request.membership)
    context = screens.context_of(live, "projector", [])
    context |= {"may_hold": can(request.membership, policy.HOLD), "parts": screens.PARTS["projector"]}
    return render(request, "live/projector.html", context)


@require_POST
def point(request: TenantRequest, pk: UUID) -> HttpResponse:
    live = held(request, pk)
    chosen = request.POST.get("item", "")
    item = get_object_or_404(AgendaItem, pk=as_uuid(chosen), meeting=live.meeting_id) if chosen else None
    return answer(request, live, lambda: services.go_to(live, item, by=request.membership))


@require_POST
def clock(request: TenantRequest, pk: UUID) -> HttpResponse:
    live = held(request, pk)
    act = services.start_clock if request.POST.get("clock") == "start" else services.stop_clock
    return answer(request, live, lambda: act(live, by=request.membership))


@require_POST
def hide(request: TenantRequest, pk: UUID) -> HttpResponse:
    live = held(request, pk)
    return answer(request, live, lambda: services.hide_activity(live, by=request.membership))


@require_POST
def end_speech(request: TenantRequest, pk: UUID) -> HttpResponse:
    live = held(request, pk)
    return answer(request, live, lambda: services.end_speech(live, by=request.membership))


ON_SEATS: dict[str, Callable[..., object]] = {
    "accept": services.accept_guest,
    "refuse": services.refuse_guest,
    "count": services.count_guest,
    "free": services.free_seat,
    "floor": services.give_floor,
}


@require_POST
def on_seat(request: TenantRequest, pk: UUID, seat: UUID) -> HttpResponse:
    live = held(request, pk)
    row = get_object_or_404(Seat.objects.select_related("live", "participant__person"), pk=seat, live=live)
    act = ON_SEATS.get(request.POST.get("act", ""))
    if act is None:
        return answer(request, live, lambda: None)
    return answer(request, live, lambda: act(row, by=request.membership))


@require_POST
def on_point(request: TenantRequest, pk: UUID, point: UUID) -> HttpResponse:
    """A point proposed from a phone: on this agenda, or refused."""
    live = held(request, pk)
    row = get_object_or_404(BacklogItem, pk=point, meeting=live.meeting_id)
    act = give_up_point if request.POST.get("act") == "refuse" else accept_point
    return answer(request, live, lambda: act(row, by=request.membership))


def held(request: TenantRequest, pk: UUID) -> LiveSession:
    require(request.membership, policy.HOLD)
    return find_live(pk, request.membership)


def answer(request: TenantRequest, live: LiveSession, act: Callable[[], object]) -> HttpResponse:
    """A script gets the screen as it is now, which need not wait for the stream; a page goes back to itself."""
    error = refusal_of(act)
    if not wants_json(request):
        say(request, error)
        return redirect("meetings:session", request.organisation.slug, live.meeting_id)
    state = screens.state_of(queries.lives().get(pk=live.pk), "facilitator")
    return JsonResponse(state | {"error": error}, status=422 if error else 200)
