from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from random import Random

from filrouge.kernel.registry import DemoContext
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.modules.coordinator import queries, services
from filrouge.modules.coordinator.enums import activities

TRAININGS = (
    ("PACTE soins primaires, module 1 : prendre son poste", 400, "32", "B0-05"),
    ("PACTE soins primaires, module 2 : l’équipe", 210, "32", "B5-11"),
    ("Animer une réunion difficile", 60, "7", "B1-03"),
)
WORDS = "Une demi-journée avec la coordinatrice de la MSP voisine, au printemps."


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    """A training course under way, and two years of standing back."""
    for title, days, hours, activity in TRAININGS:
        services.keep_training(
            None,
            by=membership,
            title=title,
            followed_on=context.today - timedelta(days=days),
            hours=Decimal(hours),
            activity=activity,
        )
    chance = Random(context.profile)  # noqa: S311 -- a demonstration, its own chance: others keep theirs
    before = {code: chance.choices((1, 2, 3, 4), (3, 4, 3, 1))[0] for code in activities()}
    now = {code: min(4, level + chance.choices((0, 1), (2, 1))[0]) for code, level in before.items()}
    services.assess(before, by=membership, year=context.today.year - 1)
    assessment = services.assess(now, by=membership, year=context.today.year)
    first = queries.weakest(assessment, assessment.person, context.today)[0].activity.id
    services.plan_growth({first: WORDS}, by=membership, year=context.today.year)
