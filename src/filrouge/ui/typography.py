"""French typography as pure functions: dates, hours, durations, amounts, spaces, plurals."""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils import timezone

NARROW = "\u202f"  # narrow no-break space: before ; ! ? and between thousands
FIXED = "\u00a0"  # no-break space: before : and inside « »

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
MONTHS_SHORT = (
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)

Number = int | float | Decimal | str


def local(value: date | datetime) -> date | datetime:
    """An aware moment in the current time zone; anything else unchanged."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def _day(value: date) -> str:
    return "1er" if value.day == 1 else str(value.day)


def date_fr(value: date | datetime) -> str:
    """« jeudi 26 novembre 2026 »"""
    day = local(value)
    return f"{WEEKDAYS[day.weekday()]} {_day(day)}{FIXED}{MONTHS[day.month - 1]} {day.year}"


def date_long(value: date | datetime) -> str:
    """« 26 novembre 2026 », without the weekday"""
    day = local(value)
    return f"{_day(day)}{FIXED}{MONTHS[day.month - 1]} {day.year}"


def date_short(value: date | datetime) -> str:
    """« 26 nov. 2026 »"""
    day = local(value)
    return f"{_day(day)}{FIXED}{MONTHS_SHORT[day.month - 1]} {day.year}"


def day_month(value: date | datetime) -> str:
    """« 26 nov. », for a list where the year is known"""
    day = local(value)
    return f"{_day(day)}{FIXED}{MONTHS_SHORT[day.month - 1]}"


def month_fr(value: date | datetime) -> str:
    """« novembre 2026 »"""
    day = local(value)
    return f"{MONTHS[day.month - 1]} {day.year}"


def hour(value: time | datetime) -> str:
    """« 12 h 45 », « 9 h »"""
    moment = local(value) if isinstance(value, datetime) else value
    assert isinstance(moment, time | datetime)
    return _hours(moment.hour, moment.minute)


def _hours(hours: int, minutes: int) -> str:
    return f"{hours}{FIXED}h" + (f"{FIXED}{minutes:02d}" if minutes else "")


def datetime_fr(value: datetime) -> str:
    """« jeudi 26 novembre 2026, 12 h 45 »"""
    return f"{date_fr(value)}, {hour(value)}"


def datetime_short(value: datetime) -> str:
    """« 26 nov. 2026, 12 h 45 »"""
    return f"{date_short(value)}, {hour(value)}"


def period(start: datetime, end: datetime) -> str:
    """« jeudi 26 novembre 2026, 12 h 45 – 14 h » or, over several days, both dates."""
    if local(start).timetuple()[:3] == local(end).timetuple()[:3]:
        return f"{datetime_fr(start)}{FIXED}– {hour(end)}"
    return f"{datetime_fr(start)} – {datetime_fr(end)}"


def duration(minutes: int | timedelta) -> str:
    """« 1 h 30 », « 45 min », « 1 245 h »"""
    if isinstance(minutes, timedelta):
        minutes = round(minutes.total_seconds() / 60)
    sign, minutes = ("−" if minutes < 0 else ""), abs(int(minutes))
    if minutes < 60:
        return f"{sign}{minutes}{FIXED}min"
    hours, minutes = divmod(minutes, 60)
    return f"{sign}{number(hours)}{FIXED}h" + (f"{FIXED}{minutes:02d}" if minutes else "")


def _decimal(value: Number) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"not a number: {value!r}") from error


def _grouped(value: Decimal, places: int) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    whole, _, fraction = f"{abs(rounded):f}".partition(".")
    groups = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", NARROW, whole)
    return ("−" if rounded < 0 else "") + groups + (f",{fraction}" if fraction else "")


def number(value: Number, places: int | None = None) -> str:
    """« 1 234 », « 12,5 »; at most two decimals unless told."""
    amount = _decimal(value)
    if places is None:
        two = amount.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP).normalize()
        exponent = two.as_tuple().exponent
        places = max(0, -exponent) if isinstance(exponent, int) else 0
    return _grouped(amount, places)


def euros(value: Number, places: int = 2) -> str:
    """« 1 234,50 € »"""
    return f"{_grouped(_decimal(value), places)}{FIXED}€"


def percent(value: Number, places: int = 0) -> str:
    """A share between 0 and 1: 0.756 is « 76 % »."""
    return f"{_grouped(_decimal(value) * 100, places)}{FIXED}%"


def plural(amount: int | float | Decimal) -> bool:
    """French plurals begin at two: « 1,5 heure », « 0 réunion », « 2 réunions »."""
    return amount >= 2 or amount <= -2


def count(amount: int, words: str) -> str:
    """count(2, "réunion") is « 2 réunions »; irregular: count(2, "procès-verbal|procès-verbaux")."""
    singular, _, plural_form = words.partition("|")
    word = (plural_form or f"{singular}s") if plural(amount) else singular
    return f"{number(amount)}{FIXED}{word}"


def since(value: date | datetime, now: datetime | None = None) -> str:
    """« à l’instant », « il y a 3 jours », « hier », « demain », « dans 2 semaines »."""
    here = local(now or timezone.now())
    assert isinstance(here, datetime)
    moment = local(value)
    if isinstance(moment, datetime):
        day: date = moment.date()
        seconds = (here - moment).total_seconds()
        if here.date() == day:
            return _within_a_day(seconds)
    else:
        day = moment
    return _days_apart((here.date() - day).days)


def _within_a_day(seconds: float) -> str:
    before, minutes = ("il y a" if seconds >= 0 else "dans"), int(abs(seconds) // 60)
    if minutes < 1:
        return "à l’instant"
    if minutes < 60:
        return f"{before} {minutes}{FIXED}min"
    return f"{before} {minutes // 60}{FIXED}h"


def _days_apart(days: int) -> str:
    named = {0: "aujourd’hui", 1: "hier", 2: "avant-hier", -1: "demain", -2: "après-demain"}
    if days in named:
        return named[days]
    before, distance = ("il y a" if days > 0 else "dans"), abs(days)
    if distance < 14:
        return f"{before} {count(distance, 'jour')}"
    if distance < 60:
        return f"{before} {count(distance // 7, 'semaine')}"
    if distance < 365:
        return f"{before} {count(distance // 30, 'mois|mois')}"
    return f"{before} {count(distance // 365, 'an')}"


_BEFORE_HIGH = re.compile(r"(?<=[^\s;!?:«(\[])[ \u00a0\u202f]?([;!?]+)(?=[\s»)\]\u00a0\u202f]|$)")
_SPACED_HIGH = re.compile(r"(?<=\S)[ \u00a0\u202f]+([;!?])")
_COLON = re.compile(r"(?<=\S)[ \u00a0\u202f]+:")
_TIGHT_COLON = re.compile(r"(?<=[^\W\d_]):(?=\s|$)")
_OPENING = re.compile(r"«[ \u00a0\u202f]*")
_CLOSING = re.compile(r"[ \u00a0\u202f]*»")
_UNIT = re.compile(r"(?<=\d)[ ](?=(?:€|%|h|min|j|km|ko|Mo|pts?|ans?|mois)\b|[€%])")


def typo(text: str) -> str:
    """Spaces a French typesetter would put. Safe to run twice; addresses and hours (12:45) are left alone."""
    text = _SPACED_HIGH.sub(rf"{NARROW}\1", text)
    text = _BEFORE_HIGH.sub(rf"{NARROW}\1", text)
    text = _COLON.sub(f"{FIXED}:", text)
    text = _TIGHT_COLON.sub(f"{FIXED}:", text)
    text = _OPENING.sub(f"«{FIXED}", text)
    text = _CLOSING.sub(f"{FIXED}»", text)
    return _UNIT.sub(FIXED, text)
