"""One line of French, read: « relancer l’éditeur vendredi @Sofia #SI 30min ».

Pure functions: no row is read. Each pattern says what it means; what none of them takes stays in the title. Words
between quotation marks are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypeVar

from dateutil.relativedelta import relativedelta
from django.core.exceptions import ValidationError

from filrouge.kernel.search.text import fold
from filrouge.kernel.work.recurrence import FROM_DONE, first_day
from filrouge.ui.durations import read_duration

# The words of the language, folded: lower case, no accent, straight apostrophe.
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MONTHS: dict[str, int] = {
    **{name: at for at, name in enumerate(("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet"), 1)},
    **{name: at for at, name in enumerate(("aout", "septembre", "octobre", "novembre", "decembre"), 8)},
    "janv": 1,
    "fevr": 2,
    "fev": 2,
    "avr": 4,
    "juil": 7,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
NUMBERS: dict[str, int] = {
    "un": 1,
    "une": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "sept": 7,
    "huit": 8,
    "neuf": 9,
    "dix": 10,
    "douze": 12,
    "quinze": 15,
    "vingt": 20,
    "trente": 30,
}
RANKS = {"premier": 1, "premiere": 1, "deuxieme": 2, "second": 2, "troisieme": 3, "quatrieme": 4, "dernier": -1}
FREQUENCIES = {
    "jour": "DAILY",
    "semaine": "WEEKLY",
    "mois": "MONTHLY",
    "trimestre": "MONTHLY",
    "an": "YEARLY",
    "annee": "YEARLY",
}
LAPSES: dict[str, Callable[[int], relativedelta]] = {
    "jour": lambda n: relativedelta(days=n),
    "semaine": lambda n: relativedelta(weeks=n),
    "mois": lambda n: relativedelta(months=n),
    "trimestre": lambda n: relativedelta(months=3 * n),
    "an": lambda n: relativedelta(years=n),
    "annee": lambda n: relativedelta(years=n),
}
SAID = {"aujourd'hui": 0, "demain": 1, "apres-demain": 2}
MOST = 400  # a number larger than this is no lapse of a task

DAY = f"(?P<weekday>{'|'.join(WEEKDAYS)})"
MONTH = f"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\\.?"
NUMBER = rf"(?P<number>\d{{1,3}}|{'|'.join(sorted(NUMBERS, key=len, reverse=True))})"
RANK = rf"(?:(?P<nth>\d)\s?(?:e|er|eme|nd)|(?P<rank>{'|'.join(RANKS)}))"
ANY_DAY = f"(?:{'|'.join(WEEKDAYS)})"
UNIT = r"(?P<unit>jour|semaine|mois|trimestre|annee|an)s?"
MDAY = r"(?P<day>\d{1,2})(?:er)?"
BEFORE = r"(?:(?:pour|avant|au|d'ici|d'ici a) )?(?:le )?"
ONCE_DONE = r"apres (?:fait|que c'est fait|qu'elle est faite)"

# Before an hour of the day, which is no time that a task takes; and before a day that tells which thing, not when.
CLOCK = {"a", "vers", "des", "avant", "de", "entre", "et", "jusqu'a"}

Found = re.Match[str]
T = TypeVar("T")


@dataclass(slots=True)
class Understood:
    """What a line says. ``people`` and ``labels`` are the words after @ and #, as typed."""

    title: str = ""
    due_on: date | None = None
    recurrence: str = ""
    effort: int | None = None
    people: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)


def read_line(text: str, *, today: date) -> Understood:
    said = Understood()
    folded = _Folded(text)
    folded.hide(r"\"[^\"]*\"|«[^»]*»")
    said.people = [found["name"].rstrip(".") for found in folded.take_all(r"@(?P<name>[^\W\d_][\w.'-]*)")]
    said.labels = [found["name"] for found in folded.take_all(r"#(?P<name>\w*[^\W\d_][\w-]*)")]
    said.recurrence = _first(folded, RECURRENCES, today) or ""
    said.due_on = _first(folded, DATES, today)
    said.effort = _first(folded, EFFORTS, today)
    if said.recurrence and said.due_on is None:
        said.due_on = None if said.recurrence.endswith(FROM_DONE) else first_day(said.recurrence, today=today)
    said.title = folded.rest()
    return said


class _Folded:
    """A text read without accents or capitals, from which what was understood is taken away."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = "".join((fold(char) or char)[0] for char in text).replace("’", "'")
        self.kept = [True] * len(text)

    def hide(self, pattern: str) -> None:
        for found in re.finditer(pattern, self.plain):
            self._blank(found)

    def take_all(self, pattern: str) -> Iterator[dict[str, str]]:
        for found in re.finditer(rf"(?<!\S){pattern}", self.plain):
            yield {name: self.text[slice(*found.span(name))] for name in found.groupdict()}
            self.take(found)

    def take(self, found: Found) -> None:
        self.kept[found.start() : found.end()] = [False] * (found.end() - found.start())
        self._blank(found)

    def rest(self) -> str:
        left = "".join(char if kept else " " for char, kept in zip(self.text, self.kept, strict=True))
        tidy = re.sub(r"\s+([,.)])", r"\1", " ".join(left.split()))
        return tidy.strip(" ,;:-–").strip()

    def _blank(self, found: Found) -> None:
        """So that nothing else is read there, nor across it."""
        self.plain = self.plain[: found.start()] + "\0" * (found.end() - found.start()) + self.plain[found.end() :]


def _first(
    folded: _Folded, patterns: Sequence[tuple[re.Pattern[str], Callable[[Found, date], T | None]]], today: date
) -> T | None:
    for pattern, meaning in patterns:
        for found in pattern.finditer(folded.plain):
            value = meaning(found, today)
            if value is not None:
                folded.take(found)
                return value
    return None


def _number(found: Found) -> int:
    typed = found["number"]
    return int(typed) if typed.isdecimal() else NUMBERS[typed]


def _day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


# --- what repeats


def _every(found: Found, _today: date) -> str | None:
    unit, number = found["unit"], _number(found) if found.groupdict().get("number") else 1
    if unit == "jour" and number in {7, 14, 15}:
        unit, number = "semaine", 1 if number == 7 else 2  # « tous les quinze jours »
    return _rule(unit, number)


def _rule(unit: str, number: int) -> str | None:
    number *= 3 if unit == "trimestre" else 1
    if not 1 <= number <= 120:
        return None
    return f"FREQ={FREQUENCIES[unit]}" + (f";INTERVAL={number}" if number > 1 else "")


def _after_done(found: Found, _today: date) -> str | None:
    rule = _rule(found["unit"], _number(found))
    return rule and rule + FROM_DONE


def _nth_weekday(found: Found, _today: date) -> str | None:
    rank = int(found["nth"]) if found["nth"] else RANKS[found["rank"]]
    return f"FREQ=MONTHLY;BYDAY={rank}{CODES[WEEKDAYS.index(found['weekday'])]}" if -1 <= rank <= 5 and rank else None


def _each_weekday(found: Found, _today: date) -> str:
    return f"FREQ=WEEKLY;BYDAY={CODES[WEEKDAYS.index(found['weekday'])]}"


def _one_weekday_in(found: Found, _today: date) -> str | None:
    number = _number(found)
    day = CODES[WEEKDAYS.index(found["weekday"])]
    return f"FREQ=WEEKLY;INTERVAL={number};BYDAY={day}" if 2 <= number <= 52 else None


def _each_month_on(found: Found, _today: date) -> str | None:
    day = int(found["day"] or found["each"])
    return f"FREQ=MONTHLY;BYMONTHDAY={day}" if 1 <= day <= 28 else None


# --- days


def _in_a_while(found: Found, today: date) -> date | None:
    number, unit = _number(found), found["unit"]
    return today + LAPSES[unit](number) if 1 <= number <= (10 if unit in {"an", "annee"} else MOST) else None


def _weekday(found: Found, today: date) -> date:
    """« vendredi »: the next one after today. « vendredi prochain »: that of next week."""
    wanted = WEEKDAYS.index(found["weekday"])
    if found["next"]:
        return _monday_after(today) + timedelta(days=wanted)
    ahead = (wanted - today.weekday()) % 7
    return today + timedelta(days=ahead if ahead or found["this"] else 7)


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
    days = (_day_of(one, month, day) for one in years)
    return next((one for one in days if one and one >= today), None)


def _day_alone(found: Found, today: date) -> date | None:
    """« le 12 »: this month or the first one that has such a day to come."""
    months = (today.replace(day=1) + relativedelta(months=ahead) for ahead in range(12))
    days = (_day_of(first.year, first.month, int(found["day"])) for first in months)
    return next((one for one in days if one and one >= today), None)


def _part_of_month(found: Found, today: date) -> date | None:
    month = MONTHS[found["month"]]
    part = found["part"]
    for year in (today.year, today.year + 1):
        first = date(year, month, 1)
        last = first + relativedelta(day=31)
        day = {"fin": last, "debut": first}.get(part, first + timedelta(days=14))
        if day >= today:
            return day
    return None


def _said(found: Found, today: date) -> date:
    return today + timedelta(days=SAID[found["said"]])


def _end_of(found: Found, today: date) -> date:
    span = found["span"]
    if span == "semaine":
        return today + timedelta(days=(4 - today.weekday()) % 7)  # Friday
    return today + relativedelta(day=31) if span == "mois" else date(today.year, 12, 31)


def _next_span(found: Found, today: date) -> date:
    return _monday_after(today) if found["span"] == "semaine" else today + relativedelta(months=1, day=1)


# --- time it takes


def _effort(found: Found, _today: date) -> int | None:
    before = found.string[: found.start()].split()
    if before and before[-1] in CLOCK:
        return None
    try:
        return read_duration(found["typed"].replace("½", "demi-").replace("journee", "journée"))
    except ValidationError:
        return None


def _words(pattern: str) -> re.Pattern[str]:
    """Whole words, any space between them; never after « du » or « de », which tell which thing rather than when."""
    spaced = pattern.replace(" ", r"\s+")
    return re.compile(rf"(?<![\w'#@/.-])(?<!\bdu )(?<!\bde )(?:{spaced})(?![\w/-]|\.\d|'\w)")


RECURRENCES = tuple(
    (_words(pattern), meaning)
    for pattern, meaning in (
        (rf"{NUMBER} {UNIT} {ONCE_DONE}", _after_done),
        (rf"(?:chaque|tous les|le) {RANK} {DAY}s? (?:du|de chaque) mois", _nth_weekday),
        (rf"(?:chaque|tous les) {RANK}s? {DAY}s?", _nth_weekday),
        (rf"un {DAY} sur {NUMBER}", _one_weekday_in),
        (rf"(?:tous les|chaque) {DAY}s?", _each_weekday),
        (r"(?:chaque|a chaque|toutes les) fins? de mois", lambda _found, _today: "FREQ=MONTHLY;BYMONTHDAY=-1"),
        (rf"le {MDAY} de chaque mois|tous les {MDAY.replace('day', 'each')} du mois", _each_month_on),
        (rf"(?:tous|toutes) les (?:{NUMBER} )?{UNIT}", _every),
        (rf"chaque {UNIT}", _every),
    )
)
DATES = tuple(
    (_words(f"(?:{before})(?:{pattern})"), meaning)
    for before, pattern, meaning in (
        (BEFORE, f"(?P<said>{'|'.join(sorted(SAID, key=len, reverse=True))})", _said),
        (BEFORE, rf"(?:{ANY_DAY} )?{MDAY} {MONTH}(?: (?P<year>20\d\d))?", _month_day),
        (BEFORE, r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?P<year>20\d\d|\d\d))?", _figures),
        (BEFORE, rf"(?P<part>fin|debut|mi)(?: |-)(?:de )?{MONTH}", _part_of_month),
        (BEFORE, r"(?:en |a la )?fin (?:du |d'|de l'|de )(?P<span>mois|semaine|annee)", _end_of),
        (BEFORE, r"(?:la )?(?P<span>semaine) prochaine|mois prochain", _next_span),
        (r"dans |sous |d'ici |d'ici a ", rf"{NUMBER} {UNIT}", _in_a_while),
        (BEFORE, rf"{ANY_DAY} {MDAY}", _day_alone),
        (r"(?:pour |avant |d'ici )?le ", MDAY, _day_alone),
        (BEFORE, rf"(?P<this>ce )?{DAY}(?P<next> prochain)?", _weekday),
    )
)
EFFORTS = tuple(
    (re.compile(rf"(?<![\w'/.,:-])(?P<typed>{pattern})(?![\w/]|[.,]\d)"), _effort)
    for pattern in (
        r"\d{1,2}\s?h(?:eures?)?(?:\s?\d{2}(?:\s?(?:min|mn|m))?)?",
        r"\d{1,3}\s?(?:min|mn|minutes?)",
        r"(?:une? )?(?:demi[- ]|½ ?)journee|(?:une|1) ?journee|1 ?j",
    )
)
