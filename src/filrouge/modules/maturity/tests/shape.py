"""An assessment under way, and people who answer it."""

import datetime as dt

from django.utils import timezone

from filrouge.kernel.timeline.services import Actor
from filrouge.modules.maturity import queries, services
from tests.factories import PersonFactory

CODES = [one.code for one in queries.shipped().dimensions]


def opened(membership, people=4, **fields):
    """Sent today to so many people, for two weeks."""
    asked = [PersonFactory(last_name=f"Essai{rank}", sort_name=f"essai{rank}") for rank in range(people)]
    assessment = services.prepare(
        by=membership, title="Maturité 2026", closes_on=timezone.localdate() + dt.timedelta(days=14), **fields
    )
    return services.send(assessment, by=membership), asked


def actor(person):
    return Actor(str(person), person_id=person.pk)


def say(assessment, person, level=2, **comments):
    return services.answer(assessment, by=actor(person), levels=dict.fromkeys(CODES, level), comments=comments)


def done(membership, levels=(1, 2, 2, 3)):
    """Closed, with these levels on every dimension."""
    assessment, people = opened(membership, len(levels))
    for person, level in zip(people, levels, strict=True):
        say(assessment, person, level)
    return services.close(assessment, by=membership)
