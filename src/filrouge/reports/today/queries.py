from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.policy.policy import HISTORY
from filrouge.kernel.registry import TodayItem
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.models import Entry
from filrouge.kernel.timeline.queries import readable_entries

SECTIONS = (
    ("meetings", "Aujourd’hui"),
    ("due", "À faire"),
    ("waiting_me", "Attend votre réponse"),
    ("waiting_others", "Vous attendez les autres"),
    ("news", "À savoir"),
)


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    title: str
    items: list[TodayItem]


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits in one organisation, for the page of somebody who coordinates several."""

    membership: Membership
    late: int
    due: int
    meetings: int
    first: list[TodayItem]


def sections_for(membership: Membership) -> list[Section]:
    """What the rooms say of today for this member, the most pressing first. Empty sections are left out."""
    found: dict[str, list[TodayItem]] = {}
    for provider in registry.today.values():
        for item in provider(membership):
            found.setdefault(item.section, []).append(item)
    return [Section(code, title, _in_order(found[code])) for code, title in SECTIONS if code in found]


def _in_order(items: Iterable[TodayItem]) -> list[TodayItem]:
    return sorted(items, key=lambda item: (item.due_on or date.max, item.weight, item.label))


def news_for(membership: Membership, limit: int = 8) -> list[Entry]:
    """What happened lately, told to those who may read the history."""
    return list(readable_entries(membership)[:limit]) if can(membership, HISTORY) else []


def desks_of(memberships: Iterable[Membership]) -> list[Desk]:
    today = timezone.localdate()
    desks = []
    for membership in memberships:
        with organisation_scope(membership.organisation):
            sections = {section.code: section.items for section in sections_for(membership)}
        due = sections.get("due", [])
        late = sum(item.due_on is not None and item.due_on < today for item in due)
        desks.append(Desk(membership, late, len(due), len(sections.get("meetings", [])), due[:4]))
    return desks
