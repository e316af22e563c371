"""What others did since the last visit: the timeline, told thing by thing and not fact by fact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from filrouge.kernel.policy import can
from filrouge.kernel.policy.policy import HISTORY
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline.models import Entry
from filrouge.kernel.timeline.queries import readable_entries

BREAK = timedelta(hours=4)  # away for longer, one comes back
MOST = 200  # facts read; beyond, the page says so and leads to the history
SHOWN, OTHERS = 12, 20  # stories told, and facts folded under each
FIRST_TIME = timedelta(days=7)
NO_NEWS = ("mail.choice_made",)  # what each person chooses for themselves is told by the history alone


@dataclass(frozen=True, slots=True)
class Fact:
    happened_at: datetime
    author: str
    sentence: str
    url: str


@dataclass(frozen=True, slots=True)
class Story:
    """One thing and what happened to it, or one act of somebody on several things. The latest first."""

    latest: Fact
    others: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class News:
    """What happened in one organisation."""

    since: datetime
    stories: tuple[Story, ...]
    total: int
    more: bool  # than what is told


def visit_began_after(membership: Membership, now: datetime) -> datetime | None:
    """The end of the visit before this one; nothing the first time."""
    seen = membership.last_seen_at
    if seen is not None and seen < now - BREAK:
        return seen
    return membership.previous_visit_at


def news_of(membership: Membership, now: datetime) -> News:
    """For those who may read the history. Their own acts are left out: they know. Inside the organisation's scope."""
    since = visit_began_after(membership, now) or now - FIRST_TIME
    if not can(membership, HISTORY):
        return News(since, (), 0, more=False)
    facts = readable_entries(membership).filter(happened_at__gt=since).exclude(action__in=NO_NEWS)
    facts = facts.exclude(actor_user=membership.user_id)
    entries = list(facts[: MOST + 1])
    stories = [_told(story) for story in _stories(entries[:MOST])]
    stories.sort(key=lambda story: story.latest.happened_at, reverse=True)
    return News(since, tuple(stories[:SHOWN]), min(len(entries), MOST), more=len(entries) > MOST)


def _told(entries: list[Entry]) -> Story:
    told = [Fact(one.happened_at, one.actor_name, one.sentence, one.subject_url) for one in entries[: 1 + OTHERS]]
    return Story(told[0], tuple(told[1:]))


def _stories(entries: Iterable[Entry]) -> list[list[Entry]]:
    """By thing; things with a single fact, by author and act: twelve tasks created by one person are one story."""
    by_thing: dict[object, list[Entry]] = {}
    for entry in entries:
        by_thing.setdefault((entry.subject_kind, entry.subject_id), []).append(entry)
    told: dict[object, list[Entry]] = {}
    for thing, facts in by_thing.items():
        act = (facts[0].actor_name, facts[0].action)
        told.setdefault(thing if len(facts) > 1 else act, []).extend(facts)
    return list(told.values())
