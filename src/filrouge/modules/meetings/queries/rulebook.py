"""How the minutes of presence become payable hours: the rules of the team, then what is shipped."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Self
from uuid import UUID

from filrouge.kernel.rules import queries as rules
from filrouge.modules.meetings.enums import Rounding
from filrouge.modules.meetings.models import HoursRule
from filrouge.ui.typography import duration

STEPS = {1: "à la minute", 15: "par quart d’heure", 30: "par demi-heure", 60: "par heure"}
UNKNOWN = "aucune règle connue ce jour-là"


@dataclass(frozen=True, slots=True)
class Counting:
    """One way to count, without dates nor rows."""

    step_minutes: int
    rounding: str
    minimum_minutes: int
    cap_minutes: int | None = None
    counted: bool = True
    employees_excluded: bool = False
    source: str = ""
    scope: str = "toute l’équipe"
    pk: UUID | None = None  # of the rule; none for the one shipped

    @classmethod
    def of(cls, rule: HoursRule) -> Self:
        return cls(
            step_minutes=rule.step_minutes,
            rounding=rule.rounding,
            minimum_minutes=rule.minimum_presence_minutes,
            cap_minutes=rule.cap_minutes,
            counted=rule.counted,
            employees_excluded=rule.employees_excluded,
            source=rule.source,
            scope=rule.scope_label,
            pk=rule.pk,
        )

    def payable(self, minutes: int, other_cap: int | None = None) -> int:
        """Whole steps, nothing under the minimum, never above the smaller of the two caps."""
        if not self.counted or minutes <= 0 or minutes < self.minimum_minutes:
            return 0
        added = {Rounding.DOWN: 0, Rounding.NEAREST: self.step_minutes // 2, Rounding.UP: self.step_minutes - 1}
        steps = (minutes + added[Rounding(self.rounding)]) // self.step_minutes
        caps = [cap for cap in (self.cap_minutes, other_cap) if cap is not None]
        return min([steps, *(cap // self.step_minutes for cap in caps)]) * self.step_minutes

    @property
    def in_words(self) -> str:
        """« par demi-heure, au plus proche, dès 30 min de présence, 2 h au plus par réunion »"""
        if not self.counted:
            return "heures non comptées"
        parts = [STEPS.get(self.step_minutes, f"par tranches de {duration(self.step_minutes)}")]
        if self.step_minutes > 1:
            parts.append(f"arrondi {Rounding(self.rounding).label}")
        if self.minimum_minutes > 1:
            parts.append(f"dès {duration(self.minimum_minutes)} de présence")
        if self.cap_minutes is not None:
            parts.append(f"{duration(self.cap_minutes)} au plus par réunion")
        return ", ".join([*parts, *(["sans les salariés"] if self.employees_excluded else [])])


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Every rule of the team, read once."""

    rules: tuple[HoursRule, ...]

    @property
    def asks_who_is_employed(self) -> bool:
        return any(rule.counted and rule.employees_excluded for rule in self.rules)

    def applying(self, *, type_id: UUID | None, profession: str, day: date) -> Counting:
        """Type and profession, then type, then profession, then everybody, then what is shipped."""
        found = [
            rule
            for rule in self.rules
            if rule.type_id in {None, type_id}
            and rule.profession in {"", profession}
            and rule.valid_from <= day
            and (rule.valid_until is None or day <= rule.valid_until)
        ]
        best = max(found, key=lambda rule: (rule.precision, rule.valid_from), default=None)
        return Counting.of(best) if best else shipped_counting(day)

    def with_rule(self, rule: HoursRule) -> Rulebook:
        """As if this one had always been in force, in the place of those for the same people and meetings."""
        always = copy(rule)
        always.valid_from, always.valid_until = date.min, None
        others = [one for one in self.rules if (one.type_id, one.profession) != (rule.type_id, rule.profession)]
        return Rulebook((*others, always))


def rulebook() -> Rulebook:
    return Rulebook(tuple(hours_rules()))


def hours_rules() -> Iterable[HoursRule]:
    return HoursRule.objects.select_related("type")


def shipped_counting(day: date) -> Counting:
    try:
        rule = rules.load("rules", "meeting_hours").at(day)
    except rules.NoRuleError:
        return Counting(1, Rounding.DOWN, 0, counted=False, source=UNKNOWN)
    return Counting(
        step_minutes=rule.integer("step_minutes"),
        rounding=rule.text("rounding"),
        minimum_minutes=rule.integer("minimum_presence_minutes"),
        source="usage courant",
    )
