"""Assessments of the demonstration teams, made through the services."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from filrouge.kernel.days.almanac import almanac_of
from filrouge.kernel.people.models import Person
from filrouge.kernel.registry import DemoContext, DemoStep
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.kernel.timeline.services import Actor
from filrouge.kernel.work import services as work
from filrouge.modules.maturity import queries, services
from filrouge.modules.maturity.models import Assessment, Improvement

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
Words = dict[str, list[str]]
SENTENCES = {
    "access": "Deux créneaux par jour partout, sauf le mercredi",
    "roles": "Chaque rôle a une fiche ; il reste à les faire tourner",
    "concertation": "Un compte rendu à chaque fois, des décisions relues",
    "data": "Les listes existent, nous ne décidons pas encore avec",
}
# dimension, what, means, days from the end of the assessment; what it changed, for those that are done
ACTIONS_THEN = (
    ("roles", "Écrire les fiches de rôle de l’équipe", "Deux réunions d’une heure", 60, "Chacun sait à qui s’adresser"),
    ("concertation", "Tenir une RCP par mois, avec un ordre du jour", "1 h par mois", 90, "11 RCP tenues dans l’année"),
    ("voice", "Poser une boîte à idées et la lire en équipe", "Une urne, 30 minutes par mois", 120, ""),
)
ACTIONS_NOW = (
    ("access", "Garder un créneau du jour chez chaque médecin le mercredi", "Remplaçante, une demi-journée", 75, ""),
    ("data", "Tirer trois listes du logiciel chaque trimestre", "2 h avec l’éditeur", 120, ""),
)


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    if context.profile == "A":
        _open(membership, context)
    elif context.profile == "C":
        then, now = (_working_day(context.today - timedelta(days=days)) for days in (385, 24))
        _followed(_closed(membership, context, then, now=False), membership, context)
        _under_way(_closed(membership, context, now, now=True), membership)


def _open(membership: Membership, context: DemoContext) -> None:
    """Sent a few days ago; seven have answered."""
    with context.travel(_at(_working_day(context.today - timedelta(days=4)))):
        assessment = _sent(membership, context.today + timedelta(days=9))
    words = _words()
    for person in list(assessment.invitations.order_by("name"))[:OPEN_ANSWERS]:
        _answer(assessment, Actor(person.name, person_id=person.person_id), context, words, now=False)


def _closed(membership: Membership, context: DemoContext, day: date, *, now: bool) -> Assessment:
    """Sent on this day, closed two weeks later with most of the team."""
    with context.travel(_at(day)):
        assessment = _sent(membership, day + timedelta(days=12))
    words = _words()
    with context.travel(_at(day + timedelta(days=5))):
        for person in assessment.invitations.order_by("name"):
            if context.random.random() < 0.8:
                _answer(assessment, Actor(person.name, person_id=person.person_id), context, words, now=now)
    with context.travel(_at(day + timedelta(days=14))):
        return services.close(assessment, by=membership)


def _followed(assessment: Assessment, membership: Membership, context: DemoContext) -> None:
    """A year ago: all agreed, three actions, the synthesis frozen; two of the three are done since."""
    assert assessment.closed_on is not None
    with context.travel(_at(assessment.closed_on)):
        _agree(assessment, membership, len(assessment.matrix), {})
        chosen = [_choose(assessment, membership, line) for line in ACTIONS_THEN]
        services.freeze_report(assessment, by=membership)
    for row, line in zip(chosen, ACTIONS_THEN, strict=True):
        if line[4]:
            with context.travel(_at(assessment.closed_on + timedelta(days=line[3] - 5))):
                work.complete_task(row.task, by=membership)
                services.tell_effect(row, by=membership, effect=line[4])


def _under_way(assessment: Assessment, membership: Membership) -> None:
    """Three weeks ago: ten dimensions agreed, two actions chosen."""
    _agree(assessment, membership, 10, SENTENCES)
    for line in ACTIONS_NOW:
        _choose(assessment, membership, line)


def _agree(assessment: Assessment, membership: Membership, count: int, sentences: dict[str, str]) -> None:
    for result in queries.results_of(assessment).most_split_first[:count]:
        code = result.dimension.code
        level, sentence = result.tally.median or 1, sentences.get(code, "")
        services.agree(assessment, code, by=membership, level=level, sentence=sentence)


def _choose(assessment: Assessment, membership: Membership, line: tuple[str, str, str, int, str]) -> Improvement:
    assert assessment.closed_on is not None
    code, title, means, days, _effect = line
    owner = Person.objects.filter(email__gt="").order_by("sort_name")[len(title) % 5]
    due_on = assessment.closed_on + timedelta(days=days)
    return services.add_improvement(
        assessment, code, by=membership, title=title, owner=owner, due_on=due_on, means=means
    )


def _sent(membership: Membership, closes_on: date) -> Assessment:
    title = f"Maturité {timezone.localdate().year}"
    return services.send(services.prepare(by=membership, title=title, closes_on=closes_on), by=membership)


def _answer(assessment: Assessment, by: Actor, context: DemoContext, words: Words, *, now: bool) -> None:
    levels, comments = {}, {}
    for code, around in LEVELS.items():
        spread = [-1, 0, 0, 2, 2] if code in SPLIT else [-1, 0, 0, 0, 1]
        levels[code] = min(max(around[now] + context.random.choice(spread), 1), 4)
        if context.random.random() < 0.06:
            levels[code] = 0
        if words.get(code) and context.random.random() < 0.2:
            comments[code] = words[code].pop()
    services.answer(assessment, by=by, levels=levels, comments=comments)


def _words() -> Words:
    """Each is written once."""
    return {code: list(texts) for code, texts in WORDS.items()}


def _working_day(day: date) -> date:
    return almanac_of().before(day)


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))


STEP = DemoStep(order=60, load=load)
