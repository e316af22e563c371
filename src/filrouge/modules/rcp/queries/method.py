from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from filrouge.kernel.reading import told_once
from filrouge.kernel.rules import queries as rules
from filrouge.kernel.rules.queries import Rule
from filrouge.kernel.rules.reading import Value
from filrouge.modules.rcp.models import CountingChoice
from filrouge.modules.rcp.queries.counting import required_meetings

FIRST_YEAR = 2017  # of the agreement: no rule before
CHOOSABLE = (
    "rcp_target.minimum_meetings",
    "rcp_counting.rounding",
    "rcp_counting.impromptu_meetings",
    "rcp_counting.count_others",
    "rcp_counting.count_again",
    "rcp_counting.under_minimum",
    "rcp_practice.impromptu_minutes",
    "rcp_practice.evidence_due_month",
    "rcp_practice.evidence_due_day",
    "rcp_practice.warn_from_month",
)


@dataclass(frozen=True, slots=True)
class Method:
    """How a year is counted: the rules of its last day, with the team's choices in their place."""

    year: int
    target: Rule
    counting: Rule
    practice: Rule
    choice: CountingChoice | None

    @property
    def first(self) -> date:
        """First day that counts: that of the contract when it began in the year."""
        begun = self.choice.contract_starts_on if self.choice else None
        return begun if begun and begun.year == self.year else date(self.year, 1, 1)

    @property
    def last(self) -> date:
        return date(self.year, 12, 31)

    @property
    def is_whole_year(self) -> bool:
        return self.first == date(self.year, 1, 1)

    @property
    def rules(self) -> tuple[Rule, Rule, Rule]:
        return self.target, self.counting, self.practice

    @property
    def minimum(self) -> int:
        """For a whole year."""
        return self.target.integer("minimum_meetings")

    @property
    def required(self) -> int:
        return required_meetings(self.minimum, self.first)

    @property
    def goal(self) -> Decimal:
        return self.target.decimal("goal_percent")

    @property
    def due_on(self) -> date:
        """When the proofs of this year are due, in the next."""
        month, day = self.practice.integer("evidence_due_month"), self.practice.integer("evidence_due_day")
        return date(self.year + 1, month, min(day, monthrange(self.year + 1, month)[1]))


def method_of(year: int) -> Method:
    return method_with(year, next((one for one in _choices() if one.from_year <= year), None))


@told_once
def _choices() -> tuple[CountingChoice, ...]:
    """A handful, the latest first."""
    return tuple(CountingChoice.objects.all())


def method_with(year: int, choice: CountingChoice | None) -> Method:
    day = date(max(year, FIRST_YEAR), 12, 31)
    chosen = choice.values if choice else {}
    target, counting, practice = (_rule(name, day, chosen) for name in ("rcp_target", "rcp_counting", "rcp_practice"))
    return Method(year, target, counting, practice, choice)


def shipped_value(name: str, year: int) -> Value:
    """What the rule files say, whatever the team chose."""
    file, _, value = name.partition(".")
    return rules.load("rcp", file).at(date(max(year, FIRST_YEAR), 12, 31)).value(value)


def _rule(file: str, day: date, chosen: Mapping[str, Value]) -> Rule:
    prefix = f"{file}."
    own = {name.removeprefix(prefix): value for name, value in chosen.items() if name.startswith(prefix)}
    return rules.load("rcp", file).at(day, own)
