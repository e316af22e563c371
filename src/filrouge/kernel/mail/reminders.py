"""How the silent are reminded, whatever is awaited of them: twice at most, in the hours when one reads."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Protocol, TypeVar

from django.core.exceptions import ValidationError
from django.utils import timezone

from filrouge.kernel.days.almanac import almanac_of

MOST_REMINDERS = 2
FROM_HOUR, TO_HOUR = 9, 18  # nobody is written to outside
LETTER = "mail/silent"


class Silent(Protocol):
    """The row of somebody who is asked."""

    reminders: int


Row = TypeVar("Row", bound=Silent)
Moment = TypeVar("Moment", date, datetime)


def is_the_hour(now: datetime) -> bool:
    local = timezone.localtime(now)
    return FROM_HOUR <= local.hour < TO_HOUR and almanac_of().is_working_day(local.date())


def reminders_due(asked: Moment | None, until: Moment | None, now: Moment, *, before_the_end: timedelta) -> int:
    """How many somebody silent should have had: one half-way, one before the end; none when the time is short."""
    if asked is None or until is None or until - asked < 2 * before_the_end:
        return 0
    half = asked + (until - asked) / 2
    last = max(half + before_the_end / 2, until - before_the_end)
    return sum(now >= moment for moment in (half, last))


def may_be_reminded(silent: Iterable[Row]) -> list[Row]:
    """Those who have not had their two reminders. Raises when there is nobody."""
    found = [one for one in silent if one.reminders < MOST_REMINDERS]
    if not found:
        raise nobody_to_remind()
    return found


def behind(silent: Iterable[Row], due: int) -> list[Row]:
    """Those who have had fewer reminders than they should; noted as having them, however late this comes."""
    found = [one for one in silent if one.reminders < due]
    for one in found:
        one.reminders = due
    return found


def nobody_to_remind() -> ValidationError:
    return ValidationError(
        "Personne à relancer : chacun a répondu, a déjà eu deux rappels ou n’a pas d’adresse e-mail.", code="nobody"
    )
