"""When the year is declared: the national dates, or those that the team put in their place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from filrouge.modules.aci.queries.settings import settings_of


@dataclass(frozen=True, slots=True)
class Campaign:
    opens_on: date
    closes_on: date
    source: str
    is_sure: bool

    @property
    def has_begun(self) -> bool:
        return timezone.localdate() >= self.opens_on


def campaign_of(year: int) -> Campaign:
    settings = settings_of(year)
    closes, days = settings["aci_campaign.closes"], settings.days
    source = "dates de l’équipe" if closes.is_own else closes.rule.source
    return Campaign(days["opens"], days["closes"], source, closes.is_sure)
