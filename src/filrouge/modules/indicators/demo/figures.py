"""A year of figures for the demonstration teams: one below its threshold, one that waits for its validation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import people_on
from filrouge.kernel.registry import DemoContext
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.indicators import services
from filrouge.modules.indicators.engine import Period, periods_until
from filrouge.modules.indicators.models import Indicator
from filrouge.modules.indicators.services import Given


@dataclass(frozen=True, slots=True)
class Story:
    """How one indicator went: from a share to another, on so many."""

    code: str
    start: int
    end: int
    among: int  # 0: a number alone
    profession: str = ""  # of its owner; nothing: the coordination
    missing: int = 0  # last periods without a value
    waits: bool = False  # the last one, given by link
    comment: str = ""


STORIES: dict[str, tuple[Story, ...]] = {
    "A": (
        Story("unscheduled", 84, 55, 60, waits=True, profession="nurse", comment="Une infirmière absente six semaines"),
        Story("colorectal", 9, 22, 0, profession="pharmacist", missing=1),
        Story("flu_elderly", 52, 58, 420, profession="gp"),
        Story("falls_screened", 20, 44, 90, profession="physio"),
        Story("third_slot", 6, 13, 4, comment="Un médecin en congé, pas de remplaçant"),
    ),
    "B": (
        Story("unscheduled", 62, 81, 75, comment="Une ligne de plus à l’accueil depuis septembre"),
        Story("diabetes_foot", 48, 73, 180, profession="nurse", waits=True),
        Story("hpv", 35, 52, 140, profession="gp"),
        Story("colorectal", 24, 6, 0, profession="pharmacist", comment="Rupture de kits"),
        Story("satisfaction", 71, 78, 130),
        Story("team_mood", 6, 8, 19),
    ),
    "C": (
        Story("unscheduled", 70, 86, 160),
        Story("flu_elderly", 61, 69, 1240, profession="gp"),
        Story("falls_screened", 31, 18, 210, profession="nurse", comment="Les fiches ne remontent plus du site Sud"),
        Story("protocol_patients", 60, 118, 0, profession="ipa", waits=True),
        Story("secure_mail", 58, 83, 240),
        Story("colorectal", 18, 41, 0, profession="pharmacist", missing=1),
        Story("reached", 64, 132, 0),
    ),
}


def load(membership: Membership, context: DemoContext) -> None:
    for story in STORIES[context.profile]:
        _follow(story, membership, context)


def _follow(story: Story, membership: Membership, context: DemoContext) -> None:
    owner = people_on(context.today).filter(profession=story.profession).order_by("pk").first()
    with context.travel(_morning(context.today - timedelta(days=380))):
        row = services.take(story.code, by=membership)
        start = context.today - timedelta(days=365 * (3 if row.frequency == 12 else 1) + 5)
        row = services.change_indicator(row, by=membership, owner=owner if story.profession else None, starts_on=start)
    ended = periods_until(start, context.today, row.frequency)
    for rank, period in enumerate(ended[: len(ended) - story.missing]):
        is_last = rank == len(ended) - 1
        given = _counted(row, story, period, rank / max(len(ended) - 1, 1))
        by_link = is_last and story.waits and row.owner is not None
        day = min(period.last + timedelta(days=8), context.today)
        with context.travel(_morning(day)):
            services.give_value(
                replace(given, comment=story.comment if is_last else ""),
                by=_owner(row.owner) if by_link and row.owner else membership,
            )


def _counted(row: Indicator, story: Story, period: Period, way: float) -> Given:
    """On the way from one share to the other, with some months above the line."""
    level = round(story.start + (story.end - story.start) * way) + (2 if period.first.month % 2 else 0)
    if row.kind == "number":
        return Given(row, period.first, Decimal(level))
    counted = level * story.among // (100 if row.kind == "rate" else 1)
    return Given(row, period.first, Decimal(counted), Decimal(story.among))


def _owner(person: Person) -> Actor:
    return Actor(person.full_name, person_id=person.pk)


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9, 30)))
