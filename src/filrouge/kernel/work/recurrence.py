from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, time

from dateutil.rrule import rrulestr

# A rule may end with this: it is then counted from the day the task is done, not from the day it was due.
FROM_DONE = ";FROM=DONE"

LEAP = 2028  # any year with a 29th of February
# What the form offers; the field takes any rule of days, weeks, months or years.
PLAIN = (
    ("FREQ=WEEKLY", "chaque semaine"),
    ("FREQ=WEEKLY;INTERVAL=2", "toutes les deux semaines"),
    ("FREQ=MONTHLY", "chaque mois"),
    ("FREQ=MONTHLY;INTERVAL=3", "chaque trimestre"),
    ("FREQ=YEARLY", "chaque année"),
    ("FREQ=DAILY", "chaque jour"),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", "chaque fin de mois"),
)
AFTER_DONE = tuple((f"FREQ=DAILY;INTERVAL={days}{FROM_DONE}", f"{days} jours après") for days in (7, 15, 30, 90))
CHOICES = (
    ("", "ne se répète pas"),
    ("À date fixe", PLAIN),
    ("Une fois faite", (*AFTER_DONE, (f"FREQ=YEARLY{FROM_DONE}", "un an après"))),
)

DAYS = {
    "MO": "lundi",
    "TU": "mardi",
    "WE": "mercredi",
    "TH": "jeudi",
    "FR": "vendredi",
    "SA": "samedi",
    "SU": "dimanche",
}
WORKING_DAYS = ["MO", "TU", "WE", "TH", "FR"]
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
MONTH_OF = {str(number): name for number, name in enumerate(MONTHS, 1)}
DAY_OF_MONTH = {str(number): str(number) if number > 1 else "1er" for number in range(1, 32)}
UNITS = {"DAILY": "jours", "WEEKLY": "semaines", "MONTHLY": "mois", "YEARLY": "ans"}
ONE = {"DAILY": "un jour", "WEEKLY": "une semaine", "MONTHLY": "un mois", "YEARLY": "un an"}
NUMBERS = {2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six"}
PARTICULAR = "répétition particulière"


def parts_of(rule: str) -> dict[str, str]:
    return dict(part.partition("=")[::2] for part in rule.upper().split(";") if part)


def pattern_of(rule: str) -> str:
    """The rule as the calendars of the world know it."""
    return rule.removesuffix(FROM_DONE)


def on_day_of_month(day: int) -> str:
    """Each month on this day; on the last one where the month is shorter, which the day alone would skip."""
    if day <= 28:
        return f";BYMONTHDAY={day}"
    if day == 31:
        return ";BYMONTHDAY=-1"
    return f";BYMONTHDAY={','.join(str(one) for one in range(28, day + 1))};BYSETPOS=-1"


def on_day_of_year(month: int, day: int) -> str | None:
    """Each year on this day; the 29th of February is the last day of that month."""
    if not 1 <= day <= monthrange(LEAP, month)[1]:
        return None
    return f"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={-1 if (month, day) == (2, 29) else day}"


def anchored(rule: str, day: date) -> str:
    """The rule that keeps coming back to the 29th, 30th or 31st though a shorter month came in between."""
    if "BY" in rule or rule != pattern_of(rule) or day.day <= 28:
        return rule
    if rule.startswith("FREQ=MONTHLY"):
        return rule + on_day_of_month(day.day)
    if rule == "FREQ=YEARLY" and (day.month, day.day) == (2, 29):
        return f"{rule};BYMONTH=2;BYMONTHDAY=-1"
    return rule


def next_day(rule: str, *, due_on: date, today: date) -> date | None:
    """The first day of the rule after the day it was due and not in the past; None when the rule is over."""
    pattern = pattern_of(rule)
    start = due_on if pattern == rule else today
    pattern = anchored(pattern, start)
    found = rrulestr(pattern, dtstart=_midnight(start)).after(_midnight(max(start, today)))
    return found.date() if found else None


def first_day(rule: str, *, today: date) -> date | None:
    """The day of a task that repeats and says no other: the first of its rule, today included."""
    found = rrulestr(pattern_of(rule), dtstart=_midnight(today)).after(_midnight(today), inc=True)
    return found.date() if found else None


def label_of(rule: str) -> str:
    """The rule as one says it: « chaque mois », « le 2e vendredi du mois », « 30 jours après »."""
    parts = parts_of(rule)
    after_done = parts.pop("FROM", "") == "DONE"
    frequency, interval = parts.pop("FREQ", ""), int(parts.pop("INTERVAL", "1"))
    if not frequency:
        return ""
    if after_done and not parts:
        lapse = ONE[frequency] if interval == 1 else f"{interval} {UNITS[frequency]}"
        return f"{lapse} après qu’elle est faite"
    if not parts:
        return _plain(rule, frequency, interval)
    if set(parts) == {"BYDAY"} and frequency in {"WEEKLY", "MONTHLY"}:
        return _of_weekdays(parts["BYDAY"].split(","), frequency, interval)
    if set(parts) == {"BYMONTH", "BYMONTHDAY"} and frequency == "YEARLY" and interval == 1:
        return _of_year_day(parts["BYMONTH"], parts["BYMONTHDAY"])
    if frequency == "MONTHLY" and set(parts) - {"BYSETPOS"} == {"BYMONTHDAY"}:
        return _of_month_day(parts["BYMONTHDAY"], interval, position=parts.get("BYSETPOS", ""))
    return PARTICULAR


def _of_year_day(month: str, day: str) -> str:
    """« chaque 1er janvier », « chaque année, fin janvier »."""
    name = MONTH_OF.get(month)
    if name and day == "-1":
        return f"chaque année, fin {name}"
    return f"chaque {DAY_OF_MONTH[day]} {name}" if name and day in DAY_OF_MONTH else PARTICULAR


def _of_month_day(days: str, interval: int, *, position: str) -> str:
    """« le 12 de chaque mois », « chaque fin de mois », « le 30 de chaque mois, ou le dernier jour »."""
    every = "de chaque mois" if interval == 1 else f"tous les {NUMBERS.get(interval, interval)} mois"
    if days == "-1" and not position:
        return "chaque fin de mois" if interval == 1 else f"en fin de mois, {every}"
    for late in (29, 30) if position else ():
        if on_day_of_month(late) == f";BYMONTHDAY={days};BYSETPOS={position}":
            return f"le {late} {every}, ou le dernier jour"
    return f"le {DAY_OF_MONTH[days]} {every}" if days in DAY_OF_MONTH and not position else PARTICULAR


def _plain(rule: str, frequency: str, interval: int) -> str:
    every = "toutes" if frequency == "WEEKLY" else "tous"
    if interval == 1:
        rule = f"FREQ={frequency}"
    return dict(PLAIN).get(rule) or f"{every} les {NUMBERS.get(interval, interval)} {UNITS[frequency]}"


def _of_weekdays(which: list[str], frequency: str, interval: int) -> str:
    """« chaque lundi et jeudi », « un lundi sur deux », « les 2e et 4e vendredis du mois »."""
    days, ranks = [DAYS.get(one[-2:], "") for one in which], [one[:-2].lstrip("+") for one in which]
    if not all(days) or any((frequency == "WEEKLY") == bool(rank) for rank in ranks):
        return PARTICULAR
    number = NUMBERS.get(interval, interval)
    if frequency == "MONTHLY":
        months = "du mois" if interval == 1 else f"tous les {number} mois"
        first = "premier" if len(ranks) == 1 else "1er"
        nths = [{"1": first, "-1": "dernier"}.get(rank, f"{rank}e") for rank in ranks]
        if not all(rank.isdecimal() or rank == "-1" for rank in ranks):
            return PARTICULAR
        if len(nths) == 1:
            return f"le {nths[0]} {days[0]} {months}"
        return f"les {_and(nths)} {days[0]}s {months}" if len(set(days)) == 1 else PARTICULAR
    if which == WORKING_DAYS and interval == 1:
        return "chaque jour ouvré"
    if len(days) == 1:
        return f"chaque {days[0]}" if interval == 1 else f"un {days[0]} sur {number}"
    return f"chaque {_and(days)}" if interval == 1 else PARTICULAR


def _and(words: list[str]) -> str:
    return " et ".join((", ".join(words[:-1]), words[-1]))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
