"""Activities that a session may show: a vote, a brainstorm. Rooms above give theirs in ``contributions.py``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.http import QueryDict

from filrouge.kernel.registry import Registry
from filrouge.modules.live.models import Seat

Audience = Literal["phone", "projector", "facilitator"]


@dataclass(frozen=True, slots=True)
class ActivityAnswer:
    """What the phone shows after its answer: the HTML of ``mine``, as it is now, or why the answer was not taken."""

    html: str
    error: str = ""  # a French sentence; the phone keeps what was typed


@dataclass(frozen=True, slots=True)
class Activity:
    """Something done together, in the middle of every screen.

    ``render(object_id, audience)``: what everybody sees, rendered once for all the screens of an audience and pushed to
    them. Nothing personal. Forms posted from the facilitator's screen get their forgery token from the page.

    ``mine(seat, object_id)``: what this phone alone shows under it: fields and buttons, without their ``<form>``, which
    the page gives with the forgery token and ``once``, the key of this sending. Empty when nothing is asked.

    ``act(seat, object_id, data)``: the phone's answer. Called again when the network failed: ``data["once"]`` is then
    the same. The database's own unique keys must make a second call harmless. Raise ``ValidationError`` to refuse.

    ``turn(object_id)``: a word that changes when every phone must ask again for ``mine`` (opened, closed, next step).
    Counts that move do not change it.

    ``styles``, ``scripts``: static files of the room, loaded once with each screen. Scripts find their elements by
    themselves, now and when a screen changes.
    """

    label: str  # « Vote », shown above it
    icon: str
    render: Callable[[UUID, str], str]
    act: Callable[[Seat, UUID, QueryDict], ActivityAnswer]
    mine: Callable[[Seat, UUID], str]
    turn: Callable[[UUID], str] = lambda _object_id: ""
    styles: Sequence[str] = ()
    scripts: Sequence[str] = ()


activities: Registry[Activity] = Registry("activities")
