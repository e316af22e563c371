from __future__ import annotations

from decimal import Decimal
from typing import Any

from filrouge.kernel.registry import DemoContext
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.modules.coordinator import queries, services
from filrouge.modules.coordinator.enums import FundingSource, FundingState

HOURS = {"A": "10.5", "B": "17.5", "C": "35"}
GROSS = {"A": "11600", "B": "18900", "C": "38000"}
MONEY: dict[str, tuple[tuple[Any, ...], ...]] = {
    "A": (
        (FundingSource.ACI, "", "11000", FundingState.SECURED, "Convention ACI, calcul de l’année"),
        (FundingSource.TOWN, "commune d’Aubre", "2500", FundingState.SECURED, "Délibération du conseil municipal"),
        (FundingSource.ARS, "", "2000", FundingState.ASKED, "Dossier déposé"),
    ),
    "B": (
        (FundingSource.ACI, "", "21000", FundingState.SECURED, "Convention ACI, calcul de l’année"),
        (FundingSource.MEMBERS, "", "4000", FundingState.SECURED, "Décision de l’assemblée"),
    ),
    "C": (
        (FundingSource.ACI, "", "38500", FundingState.SECURED, "Convention ACI, calcul de l’année"),
        (FundingSource.PROJECT, "", "6000", FundingState.SECURED, "Subvention des actions de prévention"),
        (FundingSource.AREA, "", "5000", FundingState.PLANNED, ""),
    ),
}
WORDS = (
    "Avant ce poste, chacun préparait ses réunions le soir, et les pièces de l’ACI se cherchaient en janvier.\n"
    "Aujourd’hui les réunions ont un ordre du jour, les décisions sont suivies et le dossier est prêt toute l’année."
)


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    """The post as it is paid, and who pays this year."""
    first, last = context.today.replace(month=1, day=1), context.today.replace(month=12, day=31)
    post = services.keep_post(
        None,
        by=membership,
        person=queries.own_person(membership),
        weekly_hours=Decimal(HOURS[context.profile]),
        gross_yearly=Decimal(GROSS[context.profile]),
        charges_rate=Decimal(30),
        other_yearly=Decimal(420),
        starts_on=first.replace(year=first.year - 1),
        words=WORDS,
    )
    for source, label, amount, state, origin in MONEY[context.profile]:
        services.keep_funding(
            None,
            by=membership,
            post=post,
            source=source,
            label=label,
            amount=Decimal(amount),
            state=state,
            origin=origin,
            starts_on=first,
            ends_on=last,
        )
