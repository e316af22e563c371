"""Two people who read minutes in their digest, one who moved its day, and the digests of last Monday."""

from __future__ import annotations

from datetime import time

from django.utils import timezone

from filrouge.kernel.mail import choosing, digests
from filrouge.kernel.mail.enums import Choice
from filrouge.kernel.mail.moments import last_due
from filrouge.kernel.people.enums import Weekday
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import people_on
from filrouge.kernel.registry import DemoContext, DemoStep
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.kernel.timeline.services import Actor

MINUTES = "meetings.minutes"
FEW = 6


def reachable(context: DemoContext) -> list[Person]:
    return list(people_on(context.today).exclude(email="")[:FEW])


def choices(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    """Before anything is sent."""
    people = reachable(context)
    for person in people[:2]:
        choosing.choose(person, {MINUTES: Choice.DIGEST}, by=Actor(str(person), person_id=person.pk))
    for person in people[2:3]:
        by = Actor(str(person), person_id=person.pk)
        choosing.choose_digest_time(person, weekday=Weekday.THURSDAY, hour=time(18), by=by)


def last_digests(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    """After everything else: what waited for each, last Monday."""
    due_at = last_due(Weekday.MONDAY, time(8), timezone.now())
    with context.travel(due_at):
        for person in people_on(context.today).exclude(email=""):
            if choosing.digest_time_of(person) == (Weekday.MONDAY, time(8)):
                digests.write_digest(person, due_at)


CHOICES = DemoStep(order=20, load=choices)
LAST_DIGESTS = DemoStep(order=90, load=last_digests)
