"""The day something is due. Never a past one."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import FR, MO, WE, relativedelta

from filrouge.kernel.work.quickline.words import (
    ANY_DAY,
    BEFORE,
    DAY,
    FEASTS,
    LAPSES,
    MDAY,
    MONTH,
    MONTHS,
    NUMBER,
    PART_OF_DAY,
    SAID,
    SHORT,
    UNIT,
    WEEKDAYS,
    YEAR,
    any_of,
    number_of,
    words,
)

Found = re.Match[str]
MOST = 400  # a number larger than this is no lapse of a task
HALF = {"mois": relativedelta(days=15), "an": relativedelta(months=6)}


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _in_a_while(found: Found, today: date) -> date | None:
    number, unit = number_of(found["number"]), found["unit"]
    if not 1 <= number <= (10 if unit in {"an", "annee"} else MOST) or (found["half"] and unit not in HALF):
        return None
    return today + LAPSES[unit] * number + (HALF[unit] if found["half"] else relativedelta())


def _in_days_or_weeks(found: Found, today: date) -> date | None:
    number = int(found["count"])
    return today + LAPSES[SHORT[found["short"]]] * number if 1 <= number <= MOST else None


def _in_hours(found: Found, today: date) -> date | None:
    hours = int(found["hours"])
    return today + timedelta(days=hours // 24) if hours and hours % 24 == 0 else None


def _in_working_days(found: Found, today: date) -> date | None:
    """Week-ends left out."""
    left, day = number_of(found["number"]), today
    if not 1 <= left <= MOST:
        return None
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day


def _in_days_said(found: Found, today: date) -> date:
    return today + timedelta(days={"huitaine": 8, "dizaine": 10, "quinzaine": 15}[found["span"]])


def _weekday(found: Found, today: date) -> date:
    """« vendredi »: the next one after today. « vendredi prochain »: that of next week. « en huit »: a week later."""
    wanted = WEEKDAYS.index(found["weekday"])
    if found["next"]:
        return _monday_after(today) + timedelta(days=wanted)
    ahead = (wanted - today.weekday()) % 7
    later = {"huit": 7, "quinze": 14}.get(found["later"], 0)
    return today + timedelta(days=(ahead if ahead or found["this"] else 7) + later)


def _monday_after(today: date) -> date:
    return today + timedelta(days=7 - today.weekday())


def _month_day(found: Found, today: date) -> date | None:
    """« 12 mars », the next one; with its year, unless it is past."""
    return _coming(int(found["day"]), MONTHS[found["month"]], found["year"], today)


def _figures(found: Found, today: date) -> date | None:
    year = found["year"]
    return _coming(int(found["day"]), int(found["month"]), f"20{year}" if year and len(year) == 2 else year, today)


def _coming(day: int, month: int, year: str | None, today: date) -> date | None:
    years = [int(year)] if year else range(today.year, today.year + 9)  # 29 February comes back within eight years
    days = (day_of(one, month, day) for one in years)
    return next((one for one in days if one and one >= today), None)


def _day_alone(found: Found, today: date) -> date | None:
    """« le 12 »: this month or the first one that has such a day to come."""
    months = (today.replace(day=1) + relativedelta(months=ahead) for ahead in range(12))
    days = (day_of(first.year, first.month, int(found["day"])) for first in months)
    return next((one for one in days if one and one >= today), None)


def _day_next_month(found: Found, today: date) -> date | None:
    first = today + relativedelta(months=1, day=1)
    return day_of(first.year, first.month, int(found["day"]))


def _part_of_month(found: Found, today: date) -> date | None:
    month = MONTHS[found["month"]]
    for year in [int(found["year"])] if found["year"] else (today.year, today.year + 1):
        first = date(year, month, 1)
        last = first + relativedelta(day=31)
        day = {"fin": last, "courant": last, "debut": first}.get(found["part"], first + timedelta(days=14))
        if day >= today:
            return day
    return None


def _said(found: Found, today: date) -> date:
    return today + timedelta(days=SAID[" ".join(found["said"].split())])


def _end_of(found: Found, today: date) -> date:
    span = found["span"]
    if span == "semaine":
        return today + timedelta(days=(4 - today.weekday()) % 7)  # Friday
    return today + relativedelta(day=31) if span == "mois" else date(today.year, 12, 31)


def _within(found: Found, today: date) -> date:
    """« cette semaine »: its Friday, or today when that is past."""
    friday = today + timedelta(days=4 - today.weekday())
    return max(today, friday) if found["span"] == "semaine" else _end_of(found, today)


def _next_span(found: Found, today: date) -> date:
    """« semaine prochaine »: its Monday; « fin de semaine prochaine »: its Friday."""
    part = found["part"] or "debut"
    if found["span"].startswith("semaine"):
        return _monday_after(today) + relativedelta(weekday={"debut": MO, "fin": FR}.get(part, WE)(1))
    return today + relativedelta(months=1, day={"debut": 1, "fin": 31}.get(part, 15))


def _feast(found: Found, today: date) -> date | None:
    if found["feast"] == "paques":
        return next(day for day in (easter(today.year), easter(today.year + 1)) if day >= today)
    month, day = FEASTS[" ".join(found["feast"].split())]
    return _coming(day, month, None, today)


NEXT = r"(?:(?P<part>debut|milieu|mi|fin)(?: |-)(?:de |du |de la )?)?(?P<span>semaine prochaine|mois prochain)"
DATES = tuple(
    (words(f"(?:{before})(?:{pattern})"), meaning)
    for before, pattern, meaning in (
        (BEFORE, rf"{MDAY} du mois prochain", _day_next_month),
        (BEFORE, NEXT, _next_span),
        (BEFORE, rf"(?P<said>{any_of(SAID)}){PART_OF_DAY}", _said),
        (BEFORE, r"(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)", _figures),
        (BEFORE, r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>20\d\d)", _figures),
        (BEFORE, rf"(?:{ANY_DAY} )?{MDAY} {MONTH}{YEAR}", _month_day),
        (r"(?:dans |pour )?la semaine du ", rf"{MDAY} {MONTH}{YEAR}", _month_day),
        (BEFORE, r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>20\d\d|\d\d))?", _figures),
        (BEFORE, rf"(?P<part>fin|debut|mi|courant)(?: |-)(?:de )?{MONTH}{YEAR}", _part_of_month),
        (BEFORE, r"(?:en |a la )?fin (?:du |d'|de l'|de )(?P<span>mois|semaine|annee)", _end_of),
        (r"(?:avant |pour |d'ici )?la ", r"fin (?:du |de l'|de la )(?P<span>mois|semaine|annee)", _end_of),
        (BEFORE, r"dernier jour du (?P<span>mois)", _end_of),
        (r"(?:pour |dans |avant la fin de )?cet?t?e? ", r"(?P<span>semaine|mois|annee)(?:-ci)?", _within),
        (r"(?:avant|pour|d'ici) ", rf"(?P<feast>{any_of([*FEASTS, 'paques'])})", _feast),
        (r"(?:dans |sous |d'ici |d'ici a )?", rf"{NUMBER} jours? ouvr(?:e|able)s?", _in_working_days),
        (r"(?:dans |sous |d'ici |d'ici a )", rf"{NUMBER} {UNIT}(?P<half> et demie?)?", _in_a_while),
        (r"(?:dans |sous |d'ici )", r"(?P<count>\d{1,3})\s?(?P<short>j|sem)\.?", _in_days_or_weeks),
        (r"(?:dans |sous |d'ici )", r"(?P<hours>\d{2,3})\s?h(?:eures)?", _in_hours),
        (r"(?:dans |sous |d'ici )", r"(?:une )?(?P<span>huitaine|dizaine|quinzaine)(?: de jours)?", _in_days_said),
        (BEFORE, rf"{ANY_DAY} {MDAY}", _day_alone),
        (r"(?:pour |avant |au plus tard |d'ici )?le ", rf"{MDAY}(?: du mois)?(?!\s+(?:{any_of(MONTHS)}))", _day_alone),
        (BEFORE, rf"(?P<this>ce )?{DAY}(?P<next> prochain)?(?: en (?P<later>huit|quinze))?{PART_OF_DAY}", _weekday),
    )
)
