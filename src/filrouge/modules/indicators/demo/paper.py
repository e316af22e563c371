"""How the demonstration teams count: one method written, one paper that came back, one that is still out."""

from __future__ import annotations

from decimal import Decimal

from filrouge.kernel.registry import DemoContext
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.indicators import services
from filrouge.modules.indicators.models import Indicator

METHOD = {
    "inclusion": "Toute demande de soins du jour, par téléphone ou à l’accueil, patient de l’équipe ou de passage.",
    "exclusion": "Les renouvellements d’ordonnance et les demandes de certificat.",
    "sampling": "Toutes les demandes d’une semaine sans férié, la même chaque trimestre.",
    "moment": "Un bâton au moment de la demande ; le total en fin de journée.",
    "paper": "La feuille de comptage de l’accueil, pliée près du téléphone.",
    "no_double": "Qui donne la réponse fait le bâton, personne d’autre. Un rappel pour la même demande ne compte pas.",
    "check_by": "Le total du jour ne dépasse pas les appels du standard.",
}


def load(membership: Membership, context: DemoContext) -> None:
    counted = Indicator.objects.get(code="unscheduled")
    services.write_method(counted, by=membership, **METHOD)
    services.prepare_sheet(counted, by=membership, first_on=context.today, person=counted.owner)
    kits = Indicator.objects.filter(code="colorectal").first()
    if kits is None:
        return
    period = kits.period_of(context.today).before.before
    back = services.prepare_sheet(kits, by=membership, first_on=period.first, person=kits.owner)
    counts = [(Decimal(1 if rank % 2 else 0), None) for rank in range(len(back.labels))]
    total = sum((count[0] for count in counts), Decimal(0))
    services.enter_sheet(
        back, by=membership, counts=counts, total=(total, None), comment="Feuille du comptoir", replaces=True
    )
