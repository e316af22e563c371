"""What repeats, as a rule."""

from __future__ import annotations

import re
from datetime import date

from filrouge.kernel.work.quickline.words import (
    ANY_RANK,
    CODES,
    DAY,
    FREQUENCIES,
    MDAY,
    MONTH,
    MONTHS,
    NUMBER,
    ONCE_DONE,
    RANK,
    UNIT,
    WEEKDAYS,
    any_of,
    number_of,
    rank_of,
    words,
)
from filrouge.kernel.work.recurrence import FROM_DONE, on_day_of_month, on_day_of_year

Found = re.Match[str]
MONTHLY, WEEKLY = "FREQ=MONTHLY", "FREQ=WEEKLY"
WORKING_DAYS = "MO,TU,WE,TH,FR"
EACH = r"(?:chaque|tous les|toutes les)"
OF_MONTH = r"(?:du|de chaque|par) mois"
SEVERAL_DAYS = rf"(?P<days>(?:{any_of(WEEKDAYS)})s?(?:(?: et|,)(?: les| le)? (?:{any_of(WEEKDAYS)})s?)+)"
SEVERAL_RANKS = rf"(?P<ranks>{ANY_RANK}(?:(?: et|,)(?: les| le)? {ANY_RANK})+)"
EVERY_UNIT = rf"(?P<unit>{any_of(FREQUENCIES)})s?"


def _every(found: Found, _today: date) -> str | None:
    unit, number = found["unit"], number_of(found["number"]) if found.groupdict().get("number") else 1
    if unit == "jour" and number in {7, 14, 15}:
        unit, number = "semaine", 1 if number == 7 else 2  # « tous les quinze jours »
    return _rule(unit, number)


def _rule(unit: str, number: int) -> str | None:
    frequency, each = FREQUENCIES[unit]
    number *= each
    if not 1 <= number <= 120:
        return None
    return f"FREQ={frequency}" + (f";INTERVAL={number}" if number > 1 else "")


def _after_done(found: Found, _today: date) -> str | None:
    rule = _rule(found["unit"], number_of(found["number"]))
    return rule and rule + FROM_DONE


def _times_a_year(found: Found, _today: date) -> str | None:
    number = number_of(found["number"])
    return _rule("mois", 12 // number) if 2 <= number <= 12 and 12 % number == 0 else None


def _code(weekday: str) -> str:
    return CODES[weekday[:3]]


def _nth_weekday(found: Found, _today: date) -> str | None:
    rank = rank_of(found["rank"])
    return f"{MONTHLY};BYDAY={rank}{_code(found['weekday'])}" if -1 <= rank <= 5 and rank else None


def _nth_weekdays(found: Found, _today: date) -> str | None:
    ranks = [rank_of(one) for one in re.findall(ANY_RANK, found["ranks"])]
    if not all(-1 <= rank <= 5 and rank for rank in ranks):
        return None
    return f"{MONTHLY};BYDAY=" + ",".join(f"{rank}{_code(found['weekday'])}" for rank in dict.fromkeys(ranks))


def _each_weekday(found: Found, _today: date) -> str:
    return f"{WEEKLY};BYDAY={_code(found['weekday'])}"


def _each_weekdays(found: Found, _today: date) -> str:
    said = [_code(name) for name in re.findall(any_of(WEEKDAYS), found["days"])]
    return f"{WEEKLY};BYDAY=" + ",".join(code for code in CODES.values() if code in said)


def _one_weekday_in(found: Found, _today: date) -> str | None:
    number = number_of(found["number"])
    return f"{WEEKLY};INTERVAL={number};BYDAY={_code(found['weekday'])}" if 2 <= number <= 52 else None


def _one_in(found: Found, _today: date) -> str | None:
    number = number_of(found["number"])
    return _rule(found["unit"], number) if number >= 2 else None


def _each_month_on(found: Found, _today: date) -> str | None:
    day = int(found["day"])
    return MONTHLY + on_day_of_month(day) if 1 <= day <= 31 else None


def _each_year_on(found: Found, _today: date) -> str | None:
    return on_day_of_year(MONTHS[found["month"]], int(found["day"]))


def _each_year_in(found: Found, _today: date) -> str:
    return f"FREQ=YEARLY;BYMONTH={MONTHS[found['month']]};BYMONTHDAY=-1"


RECURRENCES = tuple(
    (words(pattern), meaning)
    for pattern, meaning in (
        (rf"{NUMBER} {UNIT} {ONCE_DONE}", _after_done),
        (rf"{NUMBER} {UNIT} apres(?=[\s\0]*$)", _after_done),
        (rf"(?:{EACH}|les|le) {SEVERAL_RANKS} {DAY}s?(?: {OF_MONTH})?", _nth_weekdays),
        (rf"(?:{EACH}|le) {RANK} {DAY}s? {OF_MONTH}", _nth_weekday),
        (rf"{EACH} {RANK}s? {DAY}s?", _nth_weekday),
        (rf"un {DAY} sur {NUMBER}", _one_weekday_in),
        (rf"{EACH} {SEVERAL_DAYS}", _each_weekdays),
        (rf"{EACH} {DAY}s?", _each_weekday),
        (
            rf"(?:{EACH}|a chaque) fins? de mois|(?:{EACH}|le) derniers? jours? de chaque mois"
            rf"|{EACH} derniers? jours? du mois",
            lambda _found, _today: f"{MONTHLY};BYMONTHDAY=-1",
        ),
        (rf"le {MDAY} de chaque mois", _each_month_on),
        (rf"{EACH} {MDAY} du mois", _each_month_on),
        (rf"{EACH} {MDAY} {MONTH}", _each_year_on),
        (rf"{EACH} (?:ans|annees?) (?:en |au mois de |au mois d'){MONTH}", _each_year_in),
        (rf"{EACH} (?:jours? ouvres?|jours? ouvrables?|matins?)", lambda *_: f"{WEEKLY};BYDAY={WORKING_DAYS}"),
        (rf"(?:tous|toutes) les (?:{NUMBER} )?{EVERY_UNIT}", _every),
        (rf"chaque {EVERY_UNIT}", _every),
        (rf"une? {EVERY_UNIT} sur {NUMBER}", _one_in),
        (rf"(?:une|1) fois par {EVERY_UNIT}", _every),
        (rf"{NUMBER} fois par an", _times_a_year),
    )
)
