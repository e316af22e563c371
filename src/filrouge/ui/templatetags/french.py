import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from filrouge.ui import typography

register = template.Library()

TAG_OR_ENTITY = re.compile(r"(<[^>]*>|&[#\w]+;)")


def _formatter(name: str, function: Callable[..., str]) -> None:
    """A filter that shows nothing for an absent value, so that templates need no `if`."""

    def shown(value: object) -> str:
        return "" if value is None or value == "" else function(value)

    register.filter(name, shown)


for _name in (
    "date_fr",
    "date_long",
    "date_short",
    "day_month",
    "month_fr",
    "datetime_fr",
    "datetime_short",
    "hour",
    "duration",
    "since",
):
    _formatter(_name, getattr(typography, _name))


@register.filter
def euros(value: int | float | Decimal | str | None, places: int = 2) -> str:
    return "" if value in (None, "") else typography.euros(value or 0, places)


@register.filter
def number(value: int | float | Decimal | str | None, places: int | None = None) -> str:
    return "" if value in (None, "") else typography.number(value or 0, places)


@register.filter
def percent(value: int | float | Decimal | str | None, places: int = 0) -> str:
    return "" if value in (None, "") else typography.percent(value or 0, places)


@register.filter
def count(value: int | None, words: str) -> str:
    """{{ meetings|length|count:"réunion" }}"""
    return typography.count(value or 0, words)


@register.filter
def plural(value: int | None, ending: str = "s") -> str:
    """« 0 tâche ouverte », « 2 tâches ouvertes »: {{ n|plural }}, {{ n|plural:"al|aux" }}"""
    singular, _, plural_form = ending.rpartition("|")
    return plural_form if typography.plural(value or 0) else singular


@register.filter
def period(start: datetime, end: datetime) -> str:
    return typography.period(start, end)


@register.filter
def hours(value: timedelta | int | None) -> str:
    """Another name for `duration`, for sums of time."""
    return "" if value is None else typography.duration(value)


@register.filter
def typo(value: object) -> SafeString:
    """Only spaces change: plain text is escaped afterwards, safe HTML keeps its tags and entities untouched."""
    if not isinstance(value, SafeString):
        return conditional_escape(typography.typo(str(value)))
    pieces = (p if TAG_OR_ENTITY.fullmatch(p) else typography.typo(p) for p in TAG_OR_ENTITY.split(value))
    return mark_safe("".join(pieces))  # noqa: S308 -- safe in, safe out
