"""What the views of a session share: finding it, and answering a page or a script."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from filrouge.kernel.links.limits import count_wrong_token
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.live import queries
from filrouge.modules.live.models import LiveSession
from filrouge.modules.meetings.queries import may_read
from filrouge.ui.http import sentence

Act = Callable[[], object]


def find_live(pk: UUID, membership: Membership) -> LiveSession:
    """An open session of a meeting that this member may read."""
    live = queries.open_lives().filter(pk=pk).first()
    if live is None or not may_read(membership, live.meeting):
        raise Http404
    return live


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def refusal_of(act: Act) -> str:
    """Does it, and says why it was refused; nothing when it was done."""
    try:
        act()
    except ValidationError as error:
        return sentence(error)
    return ""


def outside(request: HttpRequest, *, status: int = 410) -> HttpResponse:
    """Whoever has no place in an open session is asked for its code, and learns nothing, not even the team's name."""
    if wants_json(request):
        return JsonResponse({"gone": True}, status=status)
    return render(request, "live/code.html", {"organisation": None, "outside": True}, status=status)


def wrong_code(request: HttpRequest, typed: str) -> HttpResponse:
    too_many = count_wrong_token(request)
    context = {"organisation": None, "wrong": not too_many, "too_many": too_many, "typed": typed[:20]}
    return render(request, "live/code.html", context, status=429 if too_many else 404)


def as_uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def say(request: HttpRequest, error: str) -> None:
    if error:
        messages.error(request, error)
