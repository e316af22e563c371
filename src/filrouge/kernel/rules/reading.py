"""From TOML text to checked values. Every refusal says the file, the period and what to write instead.

A file holds `id`, `title` and one or more `[[period]]` tables:

    id = "meeting_hours"                  # the name of the file
    title = "Heures de réunion indemnisables"

    [[period]]
    valid_from = 2020-01-01
    valid_until = 2026-12-31              # included; absent: still in force
    source = "where the rule is written"
    confidence = "high"                   # high, medium or low
    checked_on = 2026-11-22               # day on which somebody read the source; absent: nobody did
    [period.values]
    step_minutes = 30
    hourly_rate = "55.00"                 # amounts between quotation marks: a Decimal, never a float
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Literal, TypeAlias, get_args

Confidence: TypeAlias = Literal["high", "medium", "low"]
Scalar: TypeAlias = str | int | bool | date
Value: TypeAlias = "Scalar | tuple[Value, ...] | Mapping[str, Value]"

_FILE_KEYS = {"id", "title", "period"}
_PERIOD_KEYS = {"valid_from", "valid_until", "source", "confidence", "checked_on", "values"}


class RuleFileError(Exception):
    """A rule file that cannot be trusted. `code` is the end of the check's id (« E004 »); the message is
    French."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Period:
    valid_from: date
    valid_until: date | None
    source: str
    confidence: Confidence
    checked_on: date | None
    values: Mapping[str, Value]


def read_rule_file(text: str, *, name: str) -> tuple[str, tuple[Period, ...]]:
    """Title and periods, oldest first, touching without overlap. `name` is the file's, without « .toml ».

    Codes: E001 unreadable, E002 unknown key, E003 missing or wrong field, E004 overlap, E005 hole,
    E006 decimal number without quotation marks, E007 id that is not the file's name.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RuleFileError("E001", f"le fichier n’est pas un TOML lisible ({error})") from error
    _refuse_unknown(data, _FILE_KEYS, "dans le fichier")
    title = _field(data, "title", str, "dans le fichier")
    if _field(data, "id", str, "dans le fichier") != name:
        raise RuleFileError("E007", f"l’id « {data['id']} » doit être le nom du fichier, « {name} »")
    tables = _field(data, "period", list, "dans le fichier")
    periods = [_period(table, f"dans la période n° {rank}") for rank, table in enumerate(tables, start=1)]
    return title, _ordered(periods)


def _period(data: Any, place: str) -> Period:
    if not isinstance(data, dict):
        raise RuleFileError("E003", f"{place} : écrivez chaque période sous un titre [[period]]")
    _refuse_unknown(data, _PERIOD_KEYS, place)
    confidence = _field(data, "confidence", str, place)
    if confidence not in get_args(Confidence):
        raise RuleFileError("E003", f"{place} : confidence vaut « high », « medium » ou « low »")
    period = Period(
        valid_from=_field(data, "valid_from", date, place),
        valid_until=_field(data, "valid_until", date, place) if "valid_until" in data else None,
        source=_field(data, "source", str, place),
        confidence=confidence,
        checked_on=_field(data, "checked_on", date, place) if "checked_on" in data else None,
        values=_frozen_table(_field(data, "values", dict, place), f"{place}, values"),
    )
    if period.valid_until and period.valid_until < period.valid_from:
        raise RuleFileError("E003", f"{place} : valid_until précède valid_from")
    return period


def _refuse_unknown(data: Mapping[str, Any], known: set[str], place: str) -> None:
    if unknown := sorted(set(data) - known):
        expected = ", ".join(sorted(known))
        raise RuleFileError("E002", f"{place} : clé inconnue « {unknown[0]} » (clés admises : {expected})")


def _field(data: Mapping[str, Any], key: str, kind: type, place: str) -> Any:
    value: Any = data.get(key)
    # `type` and not `isinstance`: a TOML date-time is a date too, and would compare badly.
    if type(value) is not kind or not value or (kind is str and not str(value).strip()):
        names = {str: "un texte", date: "une date (2026-01-31)", list: "une liste de périodes", dict: "une table"}
        raise RuleFileError("E003", f"{place} : « {key} » manque ou n’est pas {names[kind]}")
    return value


def _frozen_table(table: Mapping[str, Any], place: str) -> Mapping[str, Value]:
    return MappingProxyType({key: _frozen(value, f"{place}.{key}") for key, value in table.items()})


def _frozen(value: Any, place: str) -> Value:
    if isinstance(value, float):
        raise RuleFileError("E006", f'{place} : écrivez le nombre entre guillemets, « "{value}" », pour rester exact')
    if isinstance(value, dict):
        return _frozen_table(value, place)
    if isinstance(value, list):
        return tuple(_frozen(item, f"{place}[{rank}]") for rank, item in enumerate(value))
    if type(value) in (str, int, bool, date):
        return value  # type: ignore[no-any-return]
    raise RuleFileError("E003", f"{place} : les heures ne sont pas admises, seulement les dates")


def _ordered(periods: list[Period]) -> tuple[Period, ...]:
    ordered = sorted(periods, key=lambda period: period.valid_from)
    for earlier, later in pairwise(ordered):
        start = f"{later.valid_from:%d/%m/%Y}"
        if earlier.valid_until is None or earlier.valid_until >= later.valid_from:
            raise RuleFileError("E004", f"deux périodes se chevauchent le {start} : fermez la première la veille")
        if earlier.valid_until + timedelta(days=1) < later.valid_from:
            end = f"{earlier.valid_until:%d/%m/%Y}"
            raise RuleFileError("E005", f"aucune période entre le {end} et le {start} : il ne faut pas de trou")
    return tuple(ordered)
