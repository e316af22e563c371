"""Which rule holds on a day: `load("rules", "meeting_hours").at(day).integer("step_minutes")`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from types import MappingProxyType

from django.apps import AppConfig, apps

from filrouge.kernel.rules.reading import Confidence, RuleFileError, Value, read_rule_file

_THIS_ROOM = "rules"


class NoRuleError(LookupError):
    """No period holds on that day. The message is a French sentence, fit for the reader."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it holds during one period. Values are read by dotted name:
    `rule.decimal("doctor.hourly_rate")`.

    A wrong name raises KeyError, a wrong type TypeError: both are faults of the caller.
    """

    id: str
    title: str
    valid_from: date
    valid_until: date | None
    source: str
    confidence: Confidence
    checked_on: date | None
    values: Mapping[str, Value]
    overridden: tuple[str, ...] = ()

    def value(self, name: str) -> Value:
        return _reach(self.values, name)

    def integer(self, name: str) -> int:
        value = self.value(name)
        if type(value) is not int:
            raise TypeError(f"{self.id}: {name} is not an integer")
        return value

    def decimal(self, name: str) -> Decimal:
        """An amount or a rate, written between quotation marks in the file, or an integer."""
        value = self.value(name)
        try:
            if isinstance(value, str) or type(value) is int:
                return Decimal(value)
        except InvalidOperation:
            pass
        raise TypeError(f"{self.id}: {name} is not a decimal number")

    def text(self, name: str) -> str:
        value = self.value(name)
        if not isinstance(value, str):
            raise TypeError(f"{self.id}: {name} is not a text")
        return value

    def boolean(self, name: str) -> bool:
        value = self.value(name)
        if not isinstance(value, bool):
            raise TypeError(f"{self.id}: {name} is not a boolean")
        return value

    def table(self, name: str) -> Mapping[str, Value]:
        value = self.value(name)
        if not isinstance(value, Mapping):
            raise TypeError(f"{self.id}: {name} is not a table")
        return value


@dataclass(frozen=True, slots=True)
class RuleSet:
    id: str
    title: str
    periods: tuple[Rule, ...]

    def at(self, day: date, overrides: Mapping[str, Value] | None = None) -> Rule:
        """The rule in force on that day, its values replaced by those of an organisation.

        `overrides` maps dotted names to values of the same type as the file's. Raises NoRuleError outside
        every
        period, KeyError for an unknown name, TypeError for another type.
        """
        for rule in self.periods:
            if rule.valid_from <= day and (rule.valid_until is None or day <= rule.valid_until):
                return _overridden(rule, overrides) if overrides else rule
        raise NoRuleError(f"Aucune règle « {self.title} » n’est connue pour le {day:%d/%m/%Y}.")


def load(room: str, name: str) -> RuleSet:
    """The rule file `rules/<name>.toml` of a room, named by its application label. Read once per process.

    Raises LookupError for an unknown room, FileNotFoundError for an unknown rule, RuleFileError for a wrong
    file.
    """
    return _load(folder_of(apps.get_app_config(room)) / f"{name}.toml")


def folder_of(config: AppConfig) -> Path:
    """`rules/` in each room; `data/` in this one, which is already called rules."""
    return Path(config.path) / ("data" if config.label == _THIS_ROOM else "rules")


@cache
def _load(path: Path) -> RuleSet:
    return parse(path.read_bytes(), name=path.stem)


def parse(content: bytes, *, name: str) -> RuleSet:
    try:
        title, periods = read_rule_file(content.decode(), name=name)
    except UnicodeDecodeError as error:
        raise RuleFileError("E001", "le fichier n’est pas en UTF-8") from error
    rules = [
        Rule(
            id=name,
            title=title,
            valid_from=period.valid_from,
            valid_until=period.valid_until,
            source=period.source,
            confidence=period.confidence,
            checked_on=period.checked_on,
            values=period.values,
        )
        for period in periods
    ]
    return RuleSet(name, title, tuple(rules))


def _reach(values: Mapping[str, Value], name: str) -> Value:
    found: Value = values
    for part in name.split("."):
        if not isinstance(found, Mapping) or part not in found:
            raise KeyError(name)
        found = found[part]
    return found


def _overridden(rule: Rule, overrides: Mapping[str, Value]) -> Rule:
    values: Mapping[str, Value] = rule.values
    for name, value in overrides.items():
        if type(value) is not type(_reach(rule.values, name)):
            raise TypeError(f"{rule.id}: {name} cannot become {value!r}")
        values = _replaced(values, name.split("."), value)
    return Rule(
        id=rule.id,
        title=rule.title,
        valid_from=rule.valid_from,
        valid_until=rule.valid_until,
        source=rule.source,
        confidence=rule.confidence,
        checked_on=rule.checked_on,
        values=values,
        overridden=tuple(sorted(overrides)),
    )


def _replaced(values: Mapping[str, Value], path: list[str], value: Value) -> Mapping[str, Value]:
    first, *rest = path
    inner = values[first]
    if rest and isinstance(inner, Mapping):
        value = _replaced(inner, rest, value)
    return MappingProxyType({**values, first: value})
