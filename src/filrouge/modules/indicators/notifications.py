"""The personal link of whoever gives values: one for all of theirs, made, sent, asked again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from filrouge.kernel.links import services as links
from filrouge.kernel.links.models import Link
from filrouge.kernel.mail import services as mail
from filrouge.kernel.people.models import Person
from filrouge.modules.indicators import queries
from filrouge.modules.indicators.engine import Period
from filrouge.modules.indicators.models import Indicator, Reading

VALUES = "indicators.values"
AGAIN = "indicators.again"
LASTS = timedelta(days=400)  # from one yearly value to the next


def values_link(person: Person) -> Link:
    return links.issue(person=person, purpose=VALUES, object_id=person.pk, expires_at=timezone.now() + LASTS)


def ask_values(person: Person, owed: Sequence[tuple[Indicator, Period]]) -> None:
    """One mail for everything this person has to give."""
    titles = [f"{one.title}, {period.label}" for one, period in owed]
    mail.send(
        kind=VALUES,
        person=person,
        subject=f"À donner : {titles[0]}" if len(titles) == 1 else f"{len(titles)} valeurs à donner",
        template="indicators/mail/values",
        context={"titles": titles, "url": links.url_of(values_link(person)), "by": latest_due(owed)},
        object_id=person.pk,
    )


def ask_again(reading: Reading, person: Person) -> None:
    mail.send(
        kind=AGAIN,
        person=person,
        subject=f"À revoir : {reading.indicator.title}, {reading.period.label}",
        template="indicators/mail/again",
        context={"reading": reading, "url": links.url_of(values_link(person))},
        object_id=reading.pk,
    )


def latest_due(owed: Sequence[tuple[Indicator, Period]]) -> date:
    return min(one.due_on(period) for one, period in owed)


def still_owes(person: UUID, _about: UUID) -> bool:
    return bool(queries.owed(timezone.localdate(), person))
