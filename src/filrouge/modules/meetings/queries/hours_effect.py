"""What a rule would change, before it is written: by examples, and on the last meetings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings.enums import TOOK_PLACE
from filrouge.modules.meetings.models import HoursRule, Meeting
from filrouge.modules.meetings.queries.hours import Attended, Hours, attended, counted
from filrouge.modules.meetings.queries.rulebook import Counting, rulebook

EXAMPLES = (20, 40, 50, 70, 100, 150)
LAST = 5


@dataclass(frozen=True, slots=True)
class Example:
    minutes: int
    counted: int


@dataclass(frozen=True, slots=True)
class Effect:
    """All the hours of one meeting, as they are counted and as they would be."""

    at: Attended
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class RuleShown:
    rule: HoursRule
    in_words: str


@dataclass(frozen=True, slots=True)
class RulesByTime:
    in_force: list[RuleShown]
    to_come: list[RuleShown]
    over: list[RuleShown]


def examples_of(rule: HoursRule) -> list[Example]:
    counting = Counting.of(rule)
    return [Example(minutes, counting.payable(minutes)) for minutes in EXAMPLES]


def effect_of(rule: HoursRule, *, reader: Membership) -> list[Effect]:
    """On the last meetings it speaks of, as if it had been in force, latest first."""
    meetings = Meeting.objects.filter(status__in=TOOK_PLACE, participants__minutes__gt=0).order_by("-starts_at", "-pk")
    rows = attended(reader)
    if rule.type_id:
        meetings = meetings.filter(type=rule.type_id)
    if rule.profession:
        meetings = meetings.filter(participants__profession=rule.profession)
        rows = rows.filter(profession=rule.profession)
    last = list(meetings.distinct().values_list("pk", flat=True)[:LAST])
    book, rows = rulebook(), rows.filter(meeting__in=last)
    before, after = _by_meeting(counted(rows, book)), _by_meeting(counted(rows, book.with_rule(rule)))
    return [Effect(before[pk][0].at, _total(before[pk]), _total(after[pk])) for pk in last if pk in before]


def rules_by_time(rules: Iterable[HoursRule], day: date) -> RulesByTime:
    """Those in force from the most precise to the widest."""
    sorted_out = RulesByTime([], [], [])
    for rule in rules:
        over = rule.valid_until is not None and rule.valid_until < day
        place = sorted_out.over if over else sorted_out.to_come if rule.valid_from > day else sorted_out.in_force
        place.append(RuleShown(rule, Counting.of(rule).in_words))
    sorted_out.in_force.sort(key=lambda shown: shown.rule.precision, reverse=True)
    return sorted_out


def _by_meeting(found: Iterable[Hours]) -> dict[UUID, list[Hours]]:
    grouped: dict[UUID, list[Hours]] = {}
    for one in found:
        grouped.setdefault(one.at.meeting_id, []).append(one)
    return grouped


def _total(hours: Iterable[Hours]) -> int:
    return sum(one.minutes for one in hours)
