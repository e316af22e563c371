"""Calendars that other programs read again and again, at an address that is a key. Rooms add theirs."""

from __future__ import annotations

from collections.abc import Callable

from filrouge.kernel.links.models import Link
from filrouge.kernel.registry import Registry

# purpose of the link → the calendar (RFC 5545) as the holder may see it now
calendar_feeds: Registry[Callable[[Link], bytes]] = Registry("calendar_feeds")
