"""Assessments of the demonstration teams, made through the services."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from filrouge.kernel.days.almanac import almanac_of
from filrouge.kernel.registry import DemoContext, DemoStep
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.maturity import services
from filrouge.modules.maturity.models import Assessment

# level around which the team answers, a year ago and now
LEVELS = {
    "needs": (1, 2), "goals": (2, 3), "access": (2, 2), "partners": (2, 2),
    "information": (2, 2), "voice": (1, 2), "autonomy": (2, 3), "involvement": (1, 1),
    "concertation": (2, 3), "practices": (2, 2), "roles": (1, 3), "learning": (2, 2),
    "record": (3, 3), "messages": (2, 3), "data": (1, 2), "safety": (2, 2),
}  # fmt: skip
SPLIT = {"access", "roles"}  # where people do not see the same team
WORDS = {
    "access": ("Tout dépend du jour de la semaine", "L’accueil absorbe, mais jusqu’à quand ?"),
    "roles": ("Ce sont toujours les mêmes qui portent", "Les fiches de rôle ont aidé"),
    "involvement": ("On n’ose pas encore proposer",),
    "data": ("Le logiciel sait, mais personne ne lui demande",),
}
OPEN_ANSWERS = 7


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    if context.profile == "A":
        _open(membership, context)
    elif context.profile == "C":
        _closed(membership, context, _working_day(context.today - timedelta(days=385)), now=False)
        _closed(membership, context, _working_day(context.today - timedelta(days=24)), now=True)


def _open(membership: Membership, context: DemoContext) -> None:
    """Sent a few days ago; seven have answered."""
    with context.travel(_at(_working_day(context.today - timedelta(days=4)))):
        assessment = _sent(membership, context.today + timedelta(days=9))
    for person in list(assessment.invitations.order_by("name"))[:OPEN_ANSWERS]:
        _answer(assessment, Actor(person.name, person_id=person.person_id), context, now=False)


def _closed(membership: Membership, context: DemoContext, day: date, *, now: bool) -> Assessment:
    """Sent on this day, closed two weeks later with most of the team."""
    with context.travel(_at(day)):
        assessment = _sent(membership, day + timedelta(days=12))
    with context.travel(_at(day + timedelta(days=5))):
        for person in assessment.invitations.order_by("name"):
            if context.random.random() < 0.8:
                _answer(assessment, Actor(person.name, person_id=person.person_id), context, now=now)
    with context.travel(_at(day + timedelta(days=14))):
        return services.close(assessment, by=membership)


def _sent(membership: Membership, closes_on: date) -> Assessment:
    title = f"Maturité {timezone.localdate().year}"
    return services.send(services.prepare(by=membership, title=title, closes_on=closes_on), by=membership)


def _answer(assessment: Assessment, by: Actor, context: DemoContext, *, now: bool) -> None:
    levels, comments = {}, {}
    for code, around in LEVELS.items():
        spread = [-1, 0, 0, 2] if code in SPLIT else [-1, 0, 0, 0, 1]
        levels[code] = min(max(around[now] + context.random.choice(spread), 1), 4)
        if context.random.random() < 0.06:
            levels[code] = 0
        if code in WORDS and context.random.random() < 0.12:
            comments[code] = context.random.choice(WORDS[code])
    services.answer(assessment, by=by, levels=levels, comments=comments)


def _working_day(day: date) -> date:
    return almanac_of().before(day)


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))


STEP = DemoStep(order=60, load=load)
