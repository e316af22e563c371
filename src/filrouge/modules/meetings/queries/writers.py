from __future__ import annotations

from dataclasses import astuple, dataclass
from uuid import UUID

from django.core.cache import cache

from filrouge.modules.meetings.models import Meeting

FORGOTTEN_AFTER = 45  # seconds; an open page says it again every fifteen
MOST = 20


@dataclass(frozen=True, slots=True)
class Writer:
    """One open page where somebody writes: two tabs of one person are two hands."""

    hand: str
    name: str
    place: str  # the anchor of the text
    at: float

    @property
    def packed(self) -> tuple[str, str, str, float]:
        return astuple(self)

    @property
    def shown(self) -> tuple[str, str, str]:
        return (self.hand, self.name, self.place)


def key_of(meeting: UUID) -> str:
    return f"meetings.writers.{meeting}"


def writers_of(meeting: Meeting) -> list[Writer]:
    return [Writer(*packed) for packed in cache.get(key_of(meeting.pk), [])]
