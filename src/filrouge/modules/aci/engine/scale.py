"""The dated scale of the ACI, read once from ``scales/*.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "scales"
PREREQUISITE, CORE, OPTIONAL = "prerequisite", "core", "optional"
KINDS = {PREREQUISITE: "socle prérequis", CORE: "socle", OPTIONAL: "optionnel"}


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of the scale. ``fixed`` in points; ``variable`` in points for 4 000 patients."""

    code: str
    number: str  # of the guide, « 2.3 »
    short: str  # in the name of a file, « RCP »
    label: str
    axis: int
    kind: str
    fixed: Fraction
    variable: Fraction
    conditions: str
    evidence: tuple[str, ...]
    source: str
    confidence: str
    figures: Mapping[str, Fraction]
    optional_until: int = 0

    def kind_in(self, year: int) -> str:
        return OPTIONAL if year <= self.optional_until else self.kind


@dataclass(frozen=True, slots=True)
class Scale:
    code: str
    title: str
    from_year: int
    source: str
    confidence: str
    values: Mapping[str, Fraction]
    indicators: Mapping[str, Indicator]

    def __getitem__(self, code: str) -> Indicator:
        return self.indicators[code]


class NoScale(ValueError):
    """No scale is known for this year; the message says why, in French."""


def scale_of(year: int) -> Scale:
    """The scale in force for a year of activity. Raises ``NoScale`` before 2022."""
    found = [scale for scale in scales() if scale.from_year <= year]
    if not found:
        raise NoScale(
            f"Le barème de {year} n’est pas connu : celui de 2017 à 2021 n’a pas été publié en entier."
            " Le calcul commence avec l’année 2022 (avenant 1)."
        )
    return max(found, key=lambda scale: scale.from_year)


@cache
def scales() -> tuple[Scale, ...]:
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.toml")))


def _read(path: Path) -> Scale:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    indicators = {row["code"]: _indicator(row) for row in data["indicator"]}
    values = {name: Fraction(value) for name, value in data["values"].items()}
    return Scale(data["code"], data["title"], data["from_year"], data["source"], data["confidence"], values, indicators)


def _indicator(row: Mapping[str, object]) -> Indicator:
    given = {name: value for name, value in row.items() if name not in {"fixed", "variable", "figures", "evidence"}}
    figures: Mapping[str, str] = row.get("figures", {})  # type: ignore[assignment]
    return Indicator(
        **given,  # type: ignore[arg-type]
        fixed=Fraction(str(row.get("fixed", "0"))),
        variable=Fraction(str(row.get("variable", "0"))),
        evidence=tuple(row["evidence"]),  # type: ignore[arg-type]
        figures={name: Fraction(value) for name, value in figures.items()},
    )
