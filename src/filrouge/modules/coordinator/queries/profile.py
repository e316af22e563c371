from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db.models import QuerySet

from filrouge.modules.coordinator.enums import profile_options
from filrouge.modules.coordinator.enums.profiles import MOST, Option
from filrouge.modules.coordinator.models import ProfileChoice


@dataclass(frozen=True, slots=True)
class Fit:
    """A profile before the priorities of the team: a share of what they ask, and what so many hours cost."""

    option: Option
    share: float
    cost_low: Decimal
    cost_high: Decimal


def choices() -> QuerySet[ProfileChoice]:
    return ProfileChoice.objects.filter(removed_at__isnull=True)


def removed_choices(now: datetime) -> QuerySet[ProfileChoice]:
    return ProfileChoice.objects.filter(removed_at__gte=now - timedelta(hours=1))


def fits_of(priorities: Mapping[str, int], hours: Decimal) -> list[Fit]:
    """The profile that carries most of what matters comes first."""
    found = [_fit(option, priorities, hours) for option in profile_options().values()]
    return sorted(found, key=lambda fit: -fit.share)


def fit_of(choice: ProfileChoice) -> Fit:
    return _fit(choice.option, choice.priorities, choice.weekly_hours)


def _fit(option: Option, priorities: Mapping[str, int], hours: Decimal) -> Fit:
    asked = sum(priorities.values()) * MOST
    met = sum(points * option.weights.get(block, 0) for block, points in priorities.items())
    return Fit(option, met / asked if asked else 0, hours * option.cost_low, hours * option.cost_high)
