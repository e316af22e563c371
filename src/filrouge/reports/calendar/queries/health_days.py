"""Days of prevention that come back each year: from a dated file, each with its page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from filrouge.kernel.rules import queries as rules
from filrouge.ui.typography import FIXED, MONTHS, date_long

KIND = "health"


@dataclass(frozen=True, slots=True)
class HealthDay:
    code: str
    label: str
    decided_by: str
    first: date
    last: date
    page: str
    confidence: str  # "high", "medium", "low"

    @property
    def when(self) -> str:
        """« 14 novembre 2026 », « du 24 au 30 avril 2026 », « tout le mois de mars »"""
        if self.first == self.last:
            return date_long(self.first)
        if (self.last - self.first).days > 26:
            month = MONTHS[self.first.month - 1]
            return f"tout le mois {'d’' if month[0] in 'aoé' else 'de '}{month}"
        return f"du {self.first.day} au {self.last.day}{FIXED}{MONTHS[self.last.month - 1]} {self.last.year}"


def health_days(year: int) -> list[HealthDay]:
    values = rules.load("agenda", "health_days").at(date(year, 12, 31)).values
    found = [_day(code, one, year) for code, one in values.items() if isinstance(one, Mapping)]
    return sorted(found, key=lambda one: (one.first, one.label))


def _day(code: str, one: Mapping[str, object], year: int) -> HealthDay:
    first, last = (date.fromisoformat(f"{year}-{one[name]}") for name in ("first", "last"))
    label, decided_by, page, confidence = (str(one[name]) for name in ("label", "decided_by", "page", "confidence"))
    return HealthDay(code, label, decided_by, first, last, page, confidence)
