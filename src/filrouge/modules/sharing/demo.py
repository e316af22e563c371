"""Three ways of sharing the year, for the demonstration teams that have associates."""

from __future__ import annotations

from typing import Any

from filrouge.kernel.people.enums import DOCTORS
from filrouge.kernel.registry import DemoContext, DemoStep
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.modules.sharing import queries, services
from filrouge.modules.sharing.engine import HOUR

CHARGES = [["Coordination", 3_600_000], ["Système d’information", 620_000], ["Loyer et locaux", 480_000]]


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    year = context.today.year
    team = queries.team_of(membership, year)
    if not team.associates:
        return
    codes = [code for code, _label in team.professions]
    flats = [
        ["Référence qualité", team.associates[0].key, 60_000],
        ["Système d’information", team.associates[-1].key, 60_000],
    ]
    rates = {code: 8_000 if code in DOCTORS else 5_000 for code in codes}
    ways: dict[str, dict[str, Any]] = {
        "Parts égales": {"equal": 100},
        "Heures d’abord": {"rates": rates, "flats": flats, "equal": 50, "hours": 50, "minimum": 5 * HOUR},
        "Clé par profession": {"key": 100, "keys": {code: "1.5" if code in DOCTORS else "1" for code in codes}},
    }
    for title, rules in ways.items():
        services.keep_scenario(year, by=membership, title=title, rules={"charges": CHARGES, **rules})


STEP = DemoStep(order=95, load=load)
