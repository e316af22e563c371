"""What each kind of screen shows now: the same function for the page as it is opened and for what is pushed to it."""

from __future__ import annotations

import json
from typing import Any, get_args
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe

from filrouge.kernel.live.topics import LiveTopic
from filrouge.kernel.policy import can
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.live import queries
from filrouge.modules.live.models import LiveSession, Seat
from filrouge.modules.live.panels import Activity, Audience, activities
from filrouge.modules.live.views.seating import seat_in
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.queries import may_read, points_to_accept

PARTS: dict[str, tuple[str, ...]] = {
    "phone": ("point", "activity", "agenda"),
    "projector": ("point", "activity", "door"),
    "facilitator": ("point", "activity", "room"),
    "guest": ("point",),  # invited to one item: nothing of the others
    "door": (),  # a guest who waits: told only when to look again
}
NEEDS = {"projector": policy.VIEW, "facilitator": policy.HOLD}


def allow(request: HttpRequest, pk: UUID) -> str | None:
    """Members say which screen they open (``?ecran=``); a phone is known by its seat."""
    screen = request.GET.get("ecran", "")
    if screen not in NEEDS:
        seat = seat_in(request, pk)
        return audience_of(seat) if seat else None
    live = queries.open_lives().filter(pk=pk).first()
    membership: Membership | None = getattr(request, "membership", None)
    if live is None or membership is None or not can(membership, NEEDS[screen]):
        return None
    return screen if may_read(membership, live.meeting) else None


def audience_of(seat: Seat) -> str:
    """Guests of the same item see the same: « guest.<item> »."""
    if not seat.is_seated:
        return "door"
    return f"guest.{seat.only_item}" if seat.only_item else "phone"


def render(pk: UUID, audience: str) -> str:
    return json.dumps(state_of(queries.lives().get(pk=pk), audience))


def state_of(live: LiveSession, audience: str) -> dict[str, Any]:
    """What is pushed: the parts of the screen, the seats that must ask for what is theirs, the turn of the activity."""
    if not live.is_open:
        return {"over": True}
    audience, _, item = audience.partition(".")
    if item:
        return guest_state(live, UUID(item))
    seats = list(queries.seats_of(live)) if audience == "facilitator" else []
    context = context_of(live, audience, seats)
    return {
        "parts": {
            name: render_to_string(f"live/parts/{audience}_{name}.html", context).strip() for name in PARTS[audience]
        },
        "calls": queries.calls_of(live) if audience in {"phone", "door"} else {},
        "turn": turn_of(live),
        **({"presences": queries.presences_of(live)} if audience == "facilitator" else {}),
    }


def guest_state(live: LiveSession, item: UUID) -> dict[str, Any]:
    context = guest_context(live, item)
    point = render_to_string("live/parts/guest_point.html", context).strip()
    return {"parts": {"point": point}, "calls": queries.calls_of(live), "turn": context["turn"]}


def guest_context(live: LiveSession, item: UUID) -> dict[str, Any]:
    """Their item and where the session stands towards it."""
    course = queries.course_of(live)
    turn = course.stands(item)
    point = next((one for one in course.points if one.item.pk == item), None)
    return {"live": live, "meeting": live.meeting, "organisation": live.organisation, "point": point, "turn": turn}


def context_of(live: LiveSession, audience: str, seats: list[Seat]) -> dict[str, Any]:
    context: dict[str, Any] = {
        "live": live,
        "meeting": live.meeting,
        "organisation": live.organisation,
        "course": queries.course_of(live),
        "activity": shown_activity(live, audience),
    }
    if audience == "facilitator":
        waiting = queries.waiting(seats)
        seated = [seat for seat in seats if seat.is_seated]
        context["proposed"] = list(points_to_accept(live.meeting))
        context |= {"seated": seated, "waiting": waiting, "floor": queries.floor_of(live, seated, timezone.now())}
    return context


def activity_of(live: LiveSession) -> Activity | None:
    return activities.get(live.activity_kind) if live.activity_id else None


def shown_activity(live: LiveSession, audience: str) -> dict[str, Any] | None:
    activity = activity_of(live)
    if activity is None or live.activity_id is None or audience not in get_args(Audience):
        return None
    html = activity.render(live.activity_id, audience)
    return {"label": activity.label, "icon": activity.icon, "html": mark_safe(html)}  # noqa: S308 -- rendered by a template of the room


def turn_of(live: LiveSession) -> str:
    """Changes when phones must ask again for what is theirs."""
    activity = activity_of(live)
    if activity is None or live.activity_id is None:
        return ""
    return f"{live.activity_kind} {live.activity_id} {activity.turn(live.activity_id)}"


TOPIC = LiveTopic(allow, render)
