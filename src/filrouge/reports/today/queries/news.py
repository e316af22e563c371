"""What others did since the last visit: the timeline, told thing by thing and not fact by fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from filrouge.kernel.policy import can
from filrouge.kernel.policy.policy import HISTORY
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.models import Entry
from filrouge.kernel.timeline.queries import readable_entries

BREAK = timedelta(hours=4)  # away for longer, one comes back
MOST = 200  # facts read; beyond, the page says so and leads to the history
FIRST_TIME = timedelta(days=7)


@dataclass(slots=True)
class Story:
    """One thing and what happened to it, or one act of somebody on several things. The latest first."""

    membership: Membership
    entries: list[Entry] = field(default_factory=list)

    @property
    def latest(self) -> Entry:
        return self.entries[0]

    @property
    def others(self) -> list[Entry]:
        return self.entries[1:]


@dataclass(frozen=True, slots=True)
class News:
    since: datetime
    stories: list[Story]
    total: int
    more: bool  # than the page read


def visit_began_after(membership: Membership, now: datetime) -> datetime | None:
    """The end of the visit before this one; nothing the first time."""
    seen = membership.last_seen_at
    if seen is not None and seen < now - BREAK:
        return seen
    return membership.previous_visit_at


def news_of(memberships: Iterable[Membership]) -> News:
    """For those who may read the history. Their own acts are left out: they know."""
    now = timezone.now()
    found: list[Story] = []
    since, total, more = now, 0, False
    for membership in memberships:
        begin = visit_began_after(membership, now) or now - FIRST_TIME
        since = min(since, begin)
        if not can(membership, HISTORY):
            continue
        with organisation_scope(membership.organisation):
            facts = readable_entries(membership).filter(happened_at__gt=begin).exclude(actor_user=membership.user_id)
            entries = list(facts[: MOST + 1])
        more, total = more or len(entries) > MOST, total + min(len(entries), MOST)
        found.extend(_stories(membership, entries[:MOST]))
    found.sort(key=lambda story: story.latest.happened_at, reverse=True)
    return News(since, found, total, more)


def _stories(membership: Membership, entries: Iterable[Entry]) -> list[Story]:
    """By thing; things with a single fact, by author and act: twelve tasks created by one person are one story."""
    by_thing: dict[object, Story] = {}
    for entry in entries:
        by_thing.setdefault((entry.subject_kind, entry.subject_id), Story(membership)).entries.append(entry)
    told: dict[object, Story] = {}
    for thing, story in by_thing.items():
        act = (story.latest.actor_name, story.latest.action)
        told.setdefault(thing if story.others else act, Story(membership)).entries.extend(story.entries)
    return list(told.values())
