"""The hundred activities of the job: which page carries each, who holds it, and the time it takes."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models import QuerySet
from django.urls import reverse

from filrouge.kernel import registry
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import people_not_gone
from filrouge.kernel.policy import can
from filrouge.kernel.search.text import fold
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.coordinator.enums import Activity, activities, blocks
from filrouge.modules.coordinator.queries import by_activity, entries_between
from filrouge.reports.coverage.enums import Part, State
from filrouge.reports.coverage.models import ActivityPart

FILE = Path(__file__).parent / "still_to_come.toml"


@dataclass(frozen=True, slots=True)
class Screen:
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One activity, in one organisation, this year."""

    activity: Activity
    screens: list[Screen]
    parts: list[ActivityPart]
    minutes: int

    @property
    def state(self) -> State:
        if not any(one.part == Part.RESPONSIBLE for one in self.parts):
            return State.NOBODY
        return State.HELD if self.minutes else State.IDLE

    def people(self, part: str) -> list[Person]:
        return [one.person for one in self.parts if one.part == part]


@dataclass(frozen=True, slots=True)
class Block:
    code: str
    title: str
    lines: list[Line]

    @property
    def minutes(self) -> int:
        return sum(line.minutes for line in self.lines)

    @property
    def held(self) -> int:
        return sum(line.state != State.NOBODY for line in self.lines)


@dataclass(frozen=True, slots=True)
class Filters:
    block: str = ""
    state: str = ""
    text: str = ""
    mine: bool = False


@cache
def still_to_come() -> frozenset[str]:
    """Activities whose room is not built yet. The list may only shrink."""
    return frozenset(tomllib.loads(FILE.read_text(encoding="utf-8"))["activities"])


def parts() -> QuerySet[ActivityPart]:
    return ActivityPart.objects.select_related("person")


def lines_of(membership: Membership, year: int) -> list[Line]:
    """Every activity, in the order of the reference list. The time is what this member may read of it."""
    held, minutes, screens = defaultdict(list), time_spent(membership, year), screens_of(membership)
    for part in parts():
        held[part.activity].append(part)
    return [
        Line(activity, screens.get(code, []), held.get(code, []), minutes.get(code, 0))
        for code, activity in activities().items()
    ]


def line_of(membership: Membership, year: int, code: str) -> Line:
    """One of them."""
    minutes = time_spent(membership, year, code).get(code, 0)
    return Line(activities()[code], screens_of(membership)[code], list(parts().filter(activity=code)), minutes)


def screens_of(membership: Membership) -> dict[str, list[Screen]]:
    """Those this member may not open are named, and lead nowhere."""
    slug, found = membership.organisation.slug, defaultdict[str, list[Screen]](list)
    for page in registry.activity_pages.values():
        url = ""
        if not page.capability or can(membership, page.capability):
            url = reverse(page.url_name, args=[slug]) + (f"?{page.query}" if page.query else "")
        found[page.activity].append(Screen(page.label, url))
    return found


def time_spent(membership: Membership, year: int, code: str = "") -> dict[str, int]:
    entries = entries_between(membership, date(year, 1, 1), date(year, 12, 31))
    kept = entries.filter(activity=code) if code else entries
    return {total.code: total.minutes for total in by_activity(kept)}


def kept(lines: Iterable[Line], filters: Filters, mine: Person | None) -> list[Line]:
    words = fold(filters.text).split()

    def keeps(line: Line) -> bool:
        told = fold(f"{line.activity.id} {line.activity.label}")
        return (
            (not filters.block or line.activity.block == filters.block)
            and (not filters.state or line.state == filters.state)
            and (not filters.mine or any(mine is not None and one.person_id == mine.pk for one in line.parts))
            and all(word in told for word in words)
        )

    return [line for line in lines if keeps(line)]


def by_block(lines: Iterable[Line]) -> list[Block]:
    """Blocks without a line are left out."""
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[line.activity.block].append(line)
    return [Block(code, title, found[code]) for code, title in blocks().items() if code in found]


def people_without_part(activity: str, today: date) -> QuerySet[Person]:
    return people_not_gone(today).exclude(pk__in=ActivityPart.objects.filter(activity=activity).values("person"))
