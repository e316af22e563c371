"""From the week of each site to what the scale asks of the opening. Minutes since midnight; no clock, no row.

What is not written is decided on the prudent side, and said on the page:
* the amplitude of a site is that of its shortest weekday, the midday closure taken away;
* open on Saturday: open at some time before noon;
* every site has to satisfy the indicator (guide, p. 4); how points are counted when sites differ is printed nowhere:
  the site that has the fewest decides, unless the team settled with its CPAM that it is the one that has the most.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise

from filrouge.modules.aci.engine.case import Case, Opening
from filrouge.modules.aci.engine.lines import RULES, Given
from filrouge.modules.aci.engine.scale import scale_of

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi")
WEEKDAYS, SATURDAY, NOON, MIDNIGHT = 5, 5, 720, 1440
FEWEST = "fewest"
Spans = tuple[tuple[int, int], ...]  # of a day, in order; none: closed


class BadHours(ValueError):
    """The hours of a day cannot be; the message says which and what to change, in French."""


@dataclass(frozen=True, slots=True)
class SiteHours:
    name: str
    week: tuple[Spans, ...]  # Monday to Saturday
    holiday_closure_weeks: int = 0
    other_closure_weeks: int = 0
    unscheduled_care: bool = True
    pdsa_waiver: bool = False

    @property
    def shortest(self) -> int:
        return min(minutes_of(day) for day in self.week[:WEEKDAYS])

    @property
    def opens_on_saturday(self) -> bool:
        return any(start < NOON for start, _end in self.week[SATURDAY])

    @property
    def opening(self) -> Opening:
        return Opening(
            daily_hours=amplitude_of(self.shortest),
            saturday=self.opens_on_saturday,
            holiday_closure_weeks=self.holiday_closure_weeks,
            other_closure_weeks=self.other_closure_weeks,
            unscheduled_care=self.unscheduled_care,
            pdsa_waiver=self.pdsa_waiver,
        )

    def points(self, year: int) -> Fraction:
        scale = scale_of(year)
        return RULES["opening"](Given(Case(year=year, opening=self.opening), scale), scale["opening"]).points

    @property
    def said(self) -> str:
        """« 8 h – 20 h du lundi au vendredi : 12 heures ; 8 h – 12 h le samedi : 4 heures »"""
        return " ; ".join(self._runs()) or "fermé toute la semaine"

    def _runs(self) -> Iterator[str]:
        for spans, days in groupby(zip(self.week, DAYS, strict=True), key=lambda pair: pair[0]):
            names = [name for _spans, name in days]
            when = f"le {names[0]}" if len(names) == 1 else f"du {names[0]} au {names[-1]}"
            if spans:
                hours = " et ".join(f"{hour(start)} – {hour(end)}" for start, end in spans)
                yield f"{hours} {when} : {length(minutes_of(spans))}"


def decided_by(sites: Sequence[SiteHours], year: int, rule: str = FEWEST) -> SiteHours:
    """The site that counts for the house; of several, the first. One that does not satisfy always decides."""
    fewest = min(sites, key=lambda site: site.points(year))
    if rule == FEWEST or not fewest.points(year):
        return fewest
    return max(sites, key=lambda site: site.points(year))


def amplitude_of(minutes: int) -> str:
    hours = Fraction(minutes, 60)
    return "12+" if hours >= 12 else "10-12" if hours >= 10 else "8-10" if hours >= 8 else "<8"


def minutes_of(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def day_of(name: str, opens: int | None, closes: int | None, break_from: int | None, break_to: int | None) -> Spans:
    """The spans of a day from what is typed; raises ``BadHours``."""
    if opens is None and closes is None:
        if break_from is not None or break_to is not None:
            raise BadHours(f"Le {name} : indiquez aussi l’ouverture et la fermeture.")
        return ()
    if opens is None or closes is None:
        raise BadHours(f"Le {name} : indiquez l’ouverture et la fermeture, ou laissez les deux vides s’il est fermé.")
    if (break_from is None) != (break_to is None):
        raise BadHours(f"Le {name} : indiquez le début et la fin de la fermeture de midi, ou aucun des deux.")
    times = [opens, closes] if break_from is None or break_to is None else [opens, break_from, break_to, closes]
    if any(earlier >= later for earlier, later in pairwise(times)):
        raise BadHours(f"Le {name} : les heures se suivent de l’ouverture à la fermeture.")
    return tuple(zip(times[::2], times[1::2], strict=True))


def hour(minutes: int) -> str:
    """« 8 h », « 19 h 30 »"""
    whole, rest = divmod(minutes, 60)
    return f"{whole}\u00a0h\u00a0{rest:02}" if rest else f"{whole}\u00a0h"


def length(minutes: int) -> str:
    """« 12 heures », « 10 h 30 »"""
    whole, rest = divmod(minutes, 60)
    return hour(minutes) if rest else f"{whole}\u00a0heure{'s' if whole > 1 else ''}"
