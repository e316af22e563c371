"""Calendars that other programs read again and again, at an address that is a key. Rooms add theirs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from filrouge.kernel.links import services
from filrouge.kernel.links.models import Link
from filrouge.kernel.registry import Registry

# purpose of the link → the calendar (RFC 5545) as the holder may see it now
calendar_feeds: Registry[Callable[[Link], bytes]] = Registry("calendar_feeds")


@dataclass(frozen=True, slots=True)
class Followed:
    """A calendar one may follow, and the address where one does."""

    key: UUID
    label: str
    detail: str = ""
    link: Link | None = None

    @property
    def url(self) -> str:
        return services.feed_url_of(self.link) if self.link else ""

    @property
    def subscribe_url(self) -> str:
        """« webcal: » opens the calendar program of most telephones and computers."""
        return f"webcal:{self.url.partition(':')[2]}" if self.url else ""
