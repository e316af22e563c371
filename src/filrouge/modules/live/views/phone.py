"""The page of a phone and what it does. Whoever has no place in the session is sent to the door."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_POST, require_safe

from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.modules.live import queries, services
from filrouge.modules.live.models import Seat
from filrouge.modules.live.panels import activities
from filrouge.modules.live.views import screens
from filrouge.modules.live.views.common import as_uuid, outside, refusal_of, say, wants_json
from filrouge.modules.live.views.seating import forget_seat, seat_in
from filrouge.modules.meetings.enums import Presence
from filrouge.modules.meetings.services import drawing_in
from filrouge.ui.http import sentence


def seated(view: Callable[[HttpRequest, Seat], HttpResponse]) -> Callable[[HttpRequest, UUID], HttpResponse]:
    """The view of somebody who has a place in this session; a guest at the door is told to wait."""

    @login_not_required
    @ensure_csrf_cookie
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, pk: UUID) -> HttpResponse:
        seat = seat_in(request, pk)
        if seat is None:
            return outside(request)
        if not seat.is_seated:
            return wait(request, seat)
        return view(request, seat)

    return guarded


def wait(request: HttpRequest, seat: Seat) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"waiting": True}, status=409)
    return render(request, "live/waiting.html", {"live": seat.live, "seat": seat})


@require_safe
@seated
def phone(request: HttpRequest, seat: Seat) -> HttpResponse:
    if seat.only_item is not None:
        context = mine_of(seat) | screens.guest_context(seat.live, seat.only_item)
        return render(request, "live/guest.html", context)
    context = screens.context_of(seat.live, "phone", []) | mine_of(seat)
    return render(request, "live/phone.html", context)


@require_safe
@seated
def mine(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What is this phone's own, asked again when its seat was called or the activity turned."""
    return JsonResponse(fragments(request, seat))


@require_POST
@seated
def sign(request: HttpRequest, seat: Seat) -> HttpResponse:
    remote = request.POST.get("presence") == Presence.REMOTE
    presence = Presence.REMOTE if remote else Presence.PRESENT
    drawing = drawing_in(request.POST.get("signature", ""))
    error = refusal_of(lambda: services.sign_presence(seat, presence=presence, drawing=drawing))
    if seat.participant is not None:
        seat.participant.refresh_from_db(fields=["presence", "declared_at"])
    return answer(request, seat, error)


@require_POST
@seated
def hand(request: HttpRequest, seat: Seat) -> HttpResponse:
    act = services.lower_hand if request.POST.get("hand") == "down" else services.raise_hand
    return answer(request, seat, refusal_of(lambda: act(seat)))


@require_POST
@seated
def speak(request: HttpRequest, seat: Seat) -> HttpResponse:
    if request.POST.get("speech") == "end":
        return answer(request, seat, refusal_of(lambda: services.end_speech(seat.live, by=seat)))
    return answer(request, seat, refusal_of(lambda: services.take_floor(seat)))


@require_POST
@seated
def propose(request: HttpRequest, seat: Seat) -> HttpResponse:
    """A point for the agenda. The key of the form makes a second sending harmless, and tells the page it was kept."""
    once, sent = as_uuid(request.POST.get("once", "")), request.POST
    title, word = sent.get("title", ""), sent.get("word", "")
    error = refusal_of(lambda: services.propose_point(seat, title=title, word=word, once=once))
    if not wants_json(request):
        if not error:
            messages.success(request, "Point proposé à la coordination.")
        return answer(request, seat, error)
    said = fragments(request, seat) | {"error": error, "kept": "" if error else str(once), "again": str(uuid4())}
    return JsonResponse(said, status=422 if error else 200)


@require_POST
@seated
def answer_activity(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What a phone answers to the activity it was shown; sent again by itself until it is told that it was kept."""
    kind = request.POST.get("kind", "")
    try:
        given = services.answer_activity(seat, kind, UUID(request.POST.get("object_id", "")), request.POST)
    except ValidationError as error:
        return answer(request, seat, sentence(error))
    except ValueError:
        return answer(request, seat, "Cette réponse est incomplète : rechargez la page.")
    return answer(request, seat, given.error, shown=given.html)


@require_POST
@seated
def leave(request: HttpRequest, seat: Seat) -> HttpResponse:
    refusal_of(lambda: services.leave_seat(seat))
    response = redirect("live:join", current_organisation().slug, seat.live.code)
    forget_seat(response, seat.live)
    return response


def answer(request: HttpRequest, seat: Seat, error: str = "", *, shown: str = "") -> HttpResponse:
    if not wants_json(request):
        say(request, error)
        return redirect(seat.live)
    seat.refresh_from_db(fields=["state", "hand_raised_at"])
    if not seat.is_seated:
        return outside(request)
    return JsonResponse(fragments(request, seat, shown) | {"error": error}, status=422 if error else 200)


def fragments(request: HttpRequest, seat: Seat, shown: str = "") -> dict[str, Any]:
    context = mine_of(seat)
    context["mine"] = mark_safe(shown) if shown else context["mine"]  # noqa: S308 -- rendered by the room's template
    return {
        "acts": render_to_string("live/_acts.html", context, request).strip(),
        "mine": render_to_string("live/_mine.html", context, request).strip(),
        "turn": context["turn"],
    }


def mine_of(seat: Seat) -> dict[str, Any]:
    live = seat.live
    item = seat.only_item
    activity = activities.get(live.activity_kind) if live.activity_id and item is None else None
    html = activity.mine(seat, live.activity_id) if activity and live.activity_id else ""
    return {
        "live": live,
        "seat": seat,
        "before": queries.hands_before(seat),
        "is_speaking": queries.is_speaking(seat),
        "turn": screens.turn_of(live) if item is None else queries.course_of(live).stands(item),
        "may_speak": item in {None, live.item_id},
        "mine": mark_safe(html),  # noqa: S308 -- rendered by a template of the room that gives the activity
        "once": uuid4(),
    }
