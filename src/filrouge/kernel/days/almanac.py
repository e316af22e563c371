from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays
from django.utils import timezone

from filrouge.kernel.days.places import subdivision_of
from filrouge.kernel.reading import told_once
from filrouge.kernel.rules import queries as rules
from filrouge.kernel.tenancy.models import Site
from filrouge.kernel.tenancy.scope import current_organisation

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Almanac:
    """The calendar of one place: ``subdivision`` decides of public holidays, ``school_zone`` of school holidays."""

    subdivision: str = ""
    school_zone: str = ""
    published_until: date = date.max

    @property
    def knows_school_holidays(self) -> bool:
        return bool(self.school_zone)

    def public_holiday(self, day: date) -> str:
        """« Armistice », or nothing."""
        return _public(day.year, self.subdivision).get(day, "")

    def school_holiday(self, day: date) -> str:
        """« vacances d’hiver », or nothing; likely dates once the published calendar ends."""
        return _school(day.year, self.school_zone).get(day, "") if self.school_zone else ""

    def is_estimated(self, day: date) -> bool:
        return self.knows_school_holidays and day > self.published_until

    def is_working_day(self, day: date) -> bool:
        return day.weekday() < SATURDAY and not self.public_holiday(day)

    def on_or_after(self, day: date) -> date:
        """That day if it is a working day, else the next one."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def before(self, day: date) -> date:
        """The last working day before that one."""
        day -= ONE_DAY
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day

    def reason_to_avoid(self, day: date) -> str:
        return self.public_holiday(day) or self.school_holiday(day)


def almanac_of(site: Site | None = None) -> Almanac:
    """The almanac of a site; of the main site of the organisation when none is given."""
    site = site or _main_site()
    subdivision = subdivision_of(site.commune_code if site else "", current_organisation().time_zone)
    published = rules.load("days", "school_calendar").at(timezone.localdate()).value("published_until")
    assert isinstance(published, date)
    return Almanac(subdivision, str(site.school_zone) if site else "", published)


@told_once
def _main_site() -> Site | None:
    return Site.objects.first()  # the main one comes first


@lru_cache(maxsize=256)
def _public(year: int, subdivision: str) -> dict[date, str]:
    found = holidays.country_holidays("FR", subdiv=subdivision or None, years=year, language="fr")
    return {day: _typed(name) for day, name in found.items()}


@lru_cache(maxsize=256)
def _school(year: int, zone: str) -> dict[date, str]:
    found = holidays.country_holidays("FR", subdiv=zone, years=year, language="fr", categories=("school",))
    return {day: _inside_a_sentence(name) for day, name in found.items()}


def _typed(name: str) -> str:
    return name.replace("'", "’")


def _inside_a_sentence(name: str) -> str:
    return _typed(name[:1].lower() + name[1:])
