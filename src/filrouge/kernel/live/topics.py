"""What may be watched while it changes. Rooms add theirs in ``contributions.py``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest

from filrouge.kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class LiveTopic:
    """``allow`` names the audience of who asks, or nobody: they then find nothing. Asked again every few minutes.

    ``render`` gives what this audience must see now, once for all its pages: it may hold nothing personal. Both run in
    the organisation's scope and only read. ``request.membership`` is that of a signed-in member, else None.
    """

    allow: Callable[[HttpRequest, UUID], str | None]
    render: Callable[[UUID, str], str]


live_topics: Registry[LiveTopic] = Registry("live_topics")
