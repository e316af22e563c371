from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from django.db.models import QuerySet

from filrouge.kernel.people.models import Person
from filrouge.kernel.rules.queries import load
from filrouge.modules.indicators.enums import Confidence, Direction, Frequency, Kind, Theme
from filrouge.modules.indicators.models import Indicator

AMOUNTS = ("target", "alert")
DEFAULTS = {"direction": Direction.AT_LEAST, "unit": "%"}


@dataclass(frozen=True, slots=True)
class Shipped:
    """An indicator of the library, with the columns that one of the team keeps of it."""

    code: str
    columns: Mapping[str, Any]

    @property
    def title(self) -> str:
        return str(self.columns["title"])

    @property
    def theme(self) -> Theme:
        return Theme(self.columns["theme"])

    @property
    def frequency(self) -> str:
        return str(Frequency(self.columns["frequency"]).label)

    @property
    def confidence(self) -> Confidence:
        return Confidence(self.columns["confidence"])

    @property
    def formula(self) -> str:
        return formula(self.columns["kind"], self.columns["numerator"], self.columns.get("denominator", ""))


def formula(kind: str, numerator: str, denominator: str) -> str:
    if kind == Kind.NUMBER:
        return numerator
    return f"{numerator} ÷ {denominator}" + (" × 100" if kind == Kind.RATE else "")


def shipped(day: date) -> dict[str, Shipped]:
    """The library as it holds on a day, in the order of the file."""
    values = load("indicators", "library").at(day).values
    return {code: Shipped(code, _columns(cast(Mapping[str, Any], entry))) for code, entry in values.items()}


def _columns(entry: Mapping[str, Any]) -> dict[str, Any]:
    found = DEFAULTS | dict(entry)
    return found | {name: Decimal(found[name]) for name in AMOUNTS if name in found}


def in_library(day: date) -> list[tuple[Theme, list[Shipped]]]:
    by_theme: dict[Theme, list[Shipped]] = {}
    for one in shipped(day).values():
        by_theme.setdefault(one.theme, []).append(one)
    return [(theme, by_theme[theme]) for theme in Theme if theme in by_theme]


def indicators() -> QuerySet[Indicator]:
    return Indicator.objects.select_related("owner")


def owners() -> QuerySet[Person]:
    """Who gives the value of something that is followed."""
    given = Indicator.objects.filter(archived_on__isnull=True, owner__isnull=False)
    return Person.objects.filter(pk__in=given.values("owner"))
