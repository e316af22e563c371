"""What one year of one team is worth computing on: plain values, checked when they come from outside."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any, get_type_hints

from filrouge.ui.typography import number

AMPLITUDES = ("12+", "10-12", "8-10", "<8")
SAS = ("none", "half", "all", "every_request")
LABELS = ("none", "standard", "advanced")


class BadCase(ValueError):
    """The case cannot be computed; the message says what to change, in French."""


@dataclass(frozen=True, slots=True)
class Opening:
    daily_hours: str = "12+"
    saturday: bool = True
    holiday_closure_weeks: int = 0
    other_closure_weeks: int = 0
    unscheduled_care: bool = True
    pdsa_waiver: bool = False


@dataclass(frozen=True, slots=True)
class Crisis:
    plan: bool = True
    declared: bool = False
    actions: bool = False


@dataclass(frozen=True, slots=True)
class Mission:
    theme: str = ""


@dataclass(frozen=True, slots=True)
class Rcp:
    meetings: int = 0
    files: int = 0
    eligible_patients: int = 0


@dataclass(frozen=True, slots=True)
class InformationSystem:
    label: str = "standard"
    prorata: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Case:
    """One year. Rates in percent; proratas as a share of the year, 0 to 1."""

    year: int = 2023
    patients: int = 6000
    associates: int = 15
    advanced_practice_nurse: bool = False
    opening: Opening = Opening()
    crisis: Crisis = Crisis()
    diversity_level: int = 0
    visiting_level: int = 0
    cstm: bool = False
    public_health_missions: tuple[Mission, ...] = ()
    users_level: int = 0
    sas: str = "none"
    coordination: bool = True
    protocols: int = 0
    rcp: Rcp = Rcp()
    trainees: int = 0
    external_coordination: bool = False
    quality_level: int = 0
    cooperation_protocols: int = 0
    heart_failure_pathway: bool = False
    child_obesity_pathway: bool = False
    information_system: InformationSystem = field(default_factory=InformationSystem)
    c2s_rate: Fraction = Fraction(0)
    ame_rate: Fraction = Fraction(0)
    national_c2s_rate: Fraction = Fraction("7.5")
    national_ame_rate: Fraction = Fraction("0.4")
    truncate_rcp_rate: bool = True
    new_structure: bool = False
    contract_prorata: Fraction = Fraction(1)

    def missions(self) -> int:
        """Two missions on one theme are one."""
        return len({mission.theme for mission in self.public_health_missions})


CHOICES = {"opening.daily_hours": AMPLITUDES, "sas": SAS, "information_system.label": LABELS}
LEVELS = {"diversity_level": 2, "visiting_level": 2, "users_level": 2, "quality_level": 3}
SHARES = {"contract_prorata", "information_system.prorata"}
LARGEST = 1_000_000
PART_OF_YEAR = re.compile(r"(\d{1,3})/([1-9]\d{0,5})")  # « 184/365 », which no decimal says exactly
DECIMALS = 20  # of a rate: « 1e-99999999 » would take the whole memory


def case_from(data: object) -> Case:
    """A case from what a JSON file holds. Raises ``BadCase``: unknown keys, wrong types, impossible values."""
    found: Case = _made(Case, data, "")
    if found.rcp.files > found.rcp.eligible_patients > 0:
        raise BadCase(
            "Plus de dossiers étudiés en RCP que de patients en ALD ou de plus de 75 ans : vérifiez les deux nombres"
            " (dans un fichier, rcp.files et rcp.eligible_patients)."
        )
    return found


def _made(kind: type[Any], data: object, path: str) -> Any:
    if not isinstance(data, Mapping):
        raise BadCase(f'{_named(path) or "Le cas"} doit être un objet : « {{"clé": valeur}} ».')
    fields = {one.name for one in dataclasses.fields(kind)}
    if unknown := sorted(set(data) - fields):
        known = ", ".join(sorted(fields))
        raise BadCase(f"Clé inconnue : « {path}{unknown[0]} ». Les clés possibles : {known}.")
    hints = get_type_hints(kind)
    return kind(**{name: _value(hints[name], value, f"{path}{name}") for name, value in data.items()})


def _value(kind: Any, value: object, path: str) -> Any:
    if dataclasses.is_dataclass(kind):
        return _made(kind, value, f"{path}.")  # type: ignore[arg-type]
    if kind == tuple[Mission, ...]:
        if not isinstance(value, list):
            raise BadCase(f"{_named(path)} doit être une liste.")
        return tuple(_made(Mission, one, f"{path}[{rank}].") for rank, one in enumerate(value))
    return {bool: _truth, int: _whole, Fraction: _exact, str: _word}[kind](value, path)


def _truth(value: object, path: str) -> bool:
    if not isinstance(value, bool):
        raise BadCase(f"{_named(path)} vaut true ou false.")
    return value


def _whole(value: object, path: str) -> int:
    most = LEVELS.get(path, LARGEST)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        raise BadCase(f"{_named(path)} est un nombre entier de 0 à {number(most)}, sans guillemets.")
    return value


def _exact(value: object, path: str) -> Fraction:
    most = 1 if path in SHARES else 100
    try:
        if isinstance(value, bool | float) or not isinstance(value, str | int):
            raise InvalidOperation
        part = PART_OF_YEAR.fullmatch(str(value)) if path in SHARES else None
        if part and int(part[1]) <= int(part[2]):
            return Fraction(int(part[1]), int(part[2]))
        found = Decimal(value)
        if not found.is_finite() or not 0 <= found <= most or int(found.as_tuple().exponent) < -DECIMALS:
            raise InvalidOperation
    except InvalidOperation:
        raise BadCase(f'{_named(path)} est un nombre de 0 à {most}, entre guillemets : « "0.5" ».') from None
    return Fraction(found)


def _word(value: object, path: str) -> str:
    choices = CHOICES.get(path)
    if not isinstance(value, str) or (choices and value not in choices):
        raise BadCase(f"{_named(path)} est l’un de : {', '.join(choices or ('un texte',))}.")
    return value


def _named(path: str) -> str:
    return f"« {path.rstrip('.')} »" if path else ""
