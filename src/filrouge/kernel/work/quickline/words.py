"""The words of the language, folded: lower case, no accent, straight apostrophe."""

from __future__ import annotations

import re

from dateutil.relativedelta import relativedelta

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
CODES = {name[:3]: code for name, code in zip(WEEKDAYS, ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True)}
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
LAPSES: dict[str, relativedelta] = {
    "jour": relativedelta(days=1),
    "semaine": relativedelta(weeks=1),
    "mois": relativedelta(months=1),
    "trimestre": relativedelta(months=3),
    "semestre": relativedelta(months=6),
    "an": relativedelta(years=1),
    "annee": relativedelta(years=1),
}
# What repeats every one of these.
FREQUENCIES = {
    "jour": ("DAILY", 1),
    "semaine": ("WEEKLY", 1),
    "quinzaine": ("WEEKLY", 2),
    "mois": ("MONTHLY", 1),
    "trimestre": ("MONTHLY", 3),
    "semestre": ("MONTHLY", 6),
    "an": ("YEARLY", 1),
    "annee": ("YEARLY", 1),
}
SHORT = {"j": "jour", "sem": "semaine"}
SAID = {"aujourd'hui": 0, "ce matin": 0, "cet apres-midi": 0, "ce soir": 0, "demain": 1}
SAID |= {"apres-demain": 2, "apres demain": 2}
# Fixed days people name, as month and day.
FEASTS = {"noel": (12, 25), "la toussaint": (11, 1), "le nouvel an": (1, 1), "le jour de l'an": (1, 1)}
HALVES = {"un quart d'heure": 15, "une demi-heure": 30, "demi-heure": 30, "trois quarts d'heure": 45}
HALVES |= {"une heure et demie": 90, "une heure": 60, "deux heures": 120, "trois heures": 180}


def any_of(words: object) -> str:
    """The longest first, so that none hides another."""
    return "|".join(sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


DAY = f"(?P<weekday>{any_of(WEEKDAYS)})"
ANY_DAY = rf"(?:{any_of(WEEKDAYS)}|(?:lun|mar|mer|jeu|ven|sam|dim)\.)"  # before a number
MONTH = rf"(?P<month>{any_of(MONTHS)})\.?"
ANY_MONTH = rf"(?:{any_of(MONTHS)})\.?"
NUMBER = rf"(?P<number>\d{{1,3}}|{any_of(NUMBERS)})"
ANY_RANK = rf"(?:\d\s?(?:eme|er|e|nd)|{any_of(RANKS)})"
RANK = rf"(?P<rank>{ANY_RANK})"
UNIT = rf"(?P<unit>{any_of(LAPSES)})s?"
MDAY = r"(?P<day>\d{1,2})(?:er)?"
YEAR = r"(?: (?P<year>20\d\d))?"
PART_OF_DAY = r"(?: (?:matin|midi|apres-midi|soir))?"
BEFORE = r"(?:(?:pour|avant|au plus tard|au|d'ici a|d'ici|a partir d[eu]|a compter d[eu]|des) )?(?:le |la )?"
ONCE_DONE = r"apres (?:faite?|l'avoir faite?|que c'est fait|qu'elle est faite|chaque fois|la derniere fois)"

# Before an hour of the day, which is no time that a task takes.
CLOCK = {"a", "vers", "des", "avant", "de", "entre", "et", "jusqu'a", "dans", "sous"}

# What tells a span of time rather than the day something is due: left alone.
SPANS = (
    rf"\bdu (?:{ANY_DAY} )?\d{{1,2}}(?:er)?(?: {ANY_MONTH})? au (?:{ANY_DAY} )?\d{{1,2}}(?:er)?(?: {ANY_MONTH})?",
    rf"\bd[eu] (?:{any_of(WEEKDAYS)}) (?:a|au) (?:{any_of(WEEKDAYS)})",
    rf"\b(?:depuis|jusqu'au|jusqu'a|jusqu'en) (?:le |la )?(?:{ANY_DAY} )?(?:\d{{1,2}}(?:er)?|\w+)(?: {ANY_MONTH})?\b",
)

# Several days joined: none of them alone is the day something is due. Hidden once what repeats is read.
ONE_DAY = (
    rf"(?:(?:le )?(?:{any_of(SAID)}|{ANY_DAY}(?: \d{{1,2}}(?:er)?)?(?: {ANY_MONTH})?(?: prochains?)?{PART_OF_DAY}"
    rf"|\d{{1,2}}(?:er)? {ANY_MONTH}|\d{{1,2}}/\d{{1,2}})(?: 20\d\d|/(?:20)?\d\d)?|le \d{{1,2}}(?:er)?)"
)
SEVERAL = (
    rf"(?:{ONE_DAY}|\d{{1,2}}(?:er)?)(?:(?:,| et| ou| puis| a| au) {ONE_DAY})+",
    rf"{ONE_DAY}(?: et| ou) \d{{1,2}}(?:er)?(?=\s*(?:$|[.;)]))",
)


def rank_of(typed: str) -> int:
    return int(typed[0]) if typed[0].isdecimal() else RANKS[typed]


def number_of(typed: str) -> int:
    return int(typed) if typed.isdecimal() else NUMBERS[typed]


def words(pattern: str) -> re.Pattern[str]:
    """Whole words, any space between them; never after « du » or « de », which tell which thing rather than when."""
    spaced = pattern.replace(" ", r"\s+")
    return re.compile(rf"(?<![\w'#@/.-])(?<!\bdu )(?<!\bde )(?:{spaced})(?![\w/-]|\.\d|'\w)")
