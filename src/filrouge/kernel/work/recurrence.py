from __future__ import annotations

from datetime import date, datetime, time

from dateutil.rrule import rrulestr

# A rule may end with this: it is then counted from the day the task is done, not from the day it was due.
FROM_DONE = ";FROM=DONE"

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
UNITS = {"DAILY": "jours", "WEEKLY": "semaines", "MONTHLY": "mois", "YEARLY": "ans"}
ONE = {"DAILY": "un jour", "WEEKLY": "une semaine", "MONTHLY": "un mois", "YEARLY": "un an"}
NUMBERS = {2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six"}
PARTICULAR = "répétition particulière"


def parts_of(rule: str) -> dict[str, str]:
    return dict(part.partition("=")[::2] for part in rule.upper().split(";") if part)


def pattern_of(rule: str) -> str:
    """The rule as the calendars of the world know it."""
    return rule.removesuffix(FROM_DONE)


def next_day(rule: str, *, due_on: date, today: date) -> date | None:
    """The first day of the rule after the day it was due and not in the past; None when the rule is over."""
    pattern = pattern_of(rule)
    start = due_on if pattern == rule else today
    if pattern.startswith("FREQ=MONTHLY") and "BY" not in pattern and start.day > 28:
        # « chaque mois » from the 31st: the last day of shorter months, where the rule alone would skip them
        days = ",".join(str(day) for day in range(28, start.day + 1))
        pattern = f"{pattern};BYMONTHDAY={days};BYSETPOS=-1"
    found = rrulestr(pattern, dtstart=datetime.combine(start, time())).after(_midnight(max(start, today)))
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
        return _of_weekday(parts["BYDAY"], frequency, interval)
    if set(parts) == {"BYMONTHDAY"} and frequency == "MONTHLY" and interval == 1:
        day = parts["BYMONTHDAY"]
        return "chaque fin de mois" if day == "-1" else f"le {day} de chaque mois" if day.isdecimal() else PARTICULAR
    return PARTICULAR


def _plain(rule: str, frequency: str, interval: int) -> str:
    every = "toutes" if frequency == "WEEKLY" else "tous"
    return dict(PLAIN).get(rule) or f"{every} les {NUMBERS.get(interval, interval)} {UNITS[frequency]}"


def _of_weekday(which: str, frequency: str, interval: int) -> str:
    day, rank = DAYS.get(which[-2:]), which[:-2].lstrip("+")
    if day is None or (frequency == "WEEKLY") != (not rank):
        return PARTICULAR
    if not rank:
        return f"chaque {day}" if interval == 1 else f"un {day} sur {NUMBERS.get(interval, interval)}"
    nth = {"1": "premier", "-1": "dernier"}.get(rank, f"{rank}e")
    months = "du mois" if interval == 1 else f"tous les {NUMBERS.get(interval, interval)} mois"
    return f"le {nth} {day} {months}"


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
