from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from filrouge.kernel.registry import DemoContext
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.modules.coordinator import queries, services

HOURS = {"A": 10, "B": 12, "C": 21}  # a week
USUAL = {
    "B1-02": 5, "B1-06": 4, "B4-06": 3, "B3-10": 3, "B2-05": 2, "B2-03": 2, "B3-17": 1, "B4-04": 2, "B1-01": 1,
    "B5-13": 1, "B1-04": 2, "B4-08": 1, "B5-12": 1, "B3-21": 1,
}  # fmt: skip
WORDS = ("", "", "", "appel de la CPAM", "relances", "préparation du comité", "dossier de l’ARS")


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    """Ten weeks of a part-time post, two or three days a week; a few meetings wait to be noted."""
    person = services.open_record(by=membership)
    chance = context.random
    for week in range(10, 0, -1):
        monday = context.today - timedelta(days=context.today.weekday() + 7 * week)
        left = HOURS[context.profile] * 60 + chance.randrange(-90, 150, 15)
        for day in (monday + timedelta(days=n) for n in (0, 1, 3)):
            while left > 0 and chance.random() < 0.85:
                minutes = min(left, chance.choice((30, 45, 60, 75, 90, 120)))
                left -= minutes
                activity = chance.choices(list(USUAL), list(USUAL.values()))[0]
                with context.travel(timezone.make_aware(datetime.combine(day, time(17)))):
                    services.note_time(activity, by=membership, day=day, minutes=minutes, word=chance.choice(WORDS))
    for proposal in queries.proposals_for(membership, person, context.today)[4:]:
        work = proposal.work
        services.note_work(work.key, by=membership, minutes=work.minutes, activity=proposal.activity)
