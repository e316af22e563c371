"""The year of the three demonstration teams, and the one before: what they type, and the pieces they hold already."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from filrouge.kernel.people.queries import associates_on
from filrouge.kernel.registry import DemoContext, DemoStep
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.modules.aci import services
from filrouge.modules.aci.enums import headings

ASSOCIATES = {"A": 13, "B": 18, "C": 33}
REASON = "Nombre retenu avec la CPAM au dialogue de gestion"
# patients and the base of the RCP come from their room; meetings and files: those expected on 31 December
FACTS: dict[str, dict[str, Any]] = {
    "A": {
        "opening": {"saturday": False},
        "rcp": {"meetings": 9, "files": 34},
        "protocols": 4,
        "public_health_missions": [{"theme": "vaccination"}, {"theme": "elderly"}],
        "diversity_level": 2,
        "users_level": 1,
        "sas": "half",
        "trainees": 2,
        "external_coordination": True,
        "quality_level": 1,
    },
    "B": {
        "rcp": {"meetings": 10, "files": 46},
        "protocols": 5,
        "public_health_missions": [{"theme": "child_obesity"}, {"theme": "mental_health"}],
        "diversity_level": 2,
        "visiting_level": 1,
        "users_level": 1,
        "sas": "all",
        "trainees": 3,
        "external_coordination": True,
        "quality_level": 2,
    },
    "C": {
        "advanced_practice_nurse": True,
        "rcp": {"meetings": 18, "files": 72},
        "protocols": 8,
        "public_health_missions": [{"theme": "etp"}, {"theme": "perinatal"}],
        "diversity_level": 2,
        "visiting_level": 2,
        "users_level": 2,
        "sas": "all",
        "trainees": 6,
        "external_coordination": True,
        "quality_level": 3,
        "cooperation_protocols": 3,
        "heart_failure_pathway": True,
        "child_obesity_pathway": True,
        "c2s_rate": "12",
    },
}
PIECES = {
    "opening": "Charte d’engagement signée.txt",
    "coordination": "Fiche de poste de la coordination.txt",
    "is_standard": "Facture du logiciel labellisé.txt",
    "diversity": "Liste des associés.txt",
    "ipa": "Inscription de l’IPA.txt",
}
NOTE = "Les protocoles signés sont dans le classeur du secrétariat"


SETTINGS = {"B": {"aci_campaign.closes": "{following}-02-15"}}
SINCE = {"A": 4, "B": 2, "C": 3}  # years of the contract


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    facts, this_year = FACTS[context.profile], context.today.year
    _settle(membership, context)
    before = facts | {"protocols": facts["protocols"] - 1}
    for year, typed in ((this_year - 1, before), (this_year, facts)):
        asked = ASSOCIATES[context.profile]
        if associates_on(date(year, 12, 31)).count() != asked:
            typed = typed | {"associates": asked}
        inputs = services.keep_year(year, by=membership, facts=typed, associates_reason=REASON)
        held = [*PIECES, "protocols", "rcp", "users"] if year < this_year else PIECES
        for code in held:
            if code == "ipa" and "advanced_practice_nurse" not in facts:
                continue
            name = PIECES.get(code, f"{headings(year)[code].label} {year}.txt")
            text = f"{organisation.name}, {year} : document de démonstration.".encode()
            services.keep_piece(inputs, code, by=membership, file=ContentFile(text, name=name))
    services.keep_piece(inputs, "protocols", by=membership, note=NOTE)


def _settle(membership: Membership, context: DemoContext) -> None:
    year, own = context.today.year, SETTINGS.get(context.profile, {})
    services.keep_settings(
        year,
        by=membership,
        values={name: value.format(following=year + 1) for name, value in own.items()},
        contract_starts_on=date(year - SINCE[context.profile], 1, 1),
        why="Courriel de la CPAM, dialogue de gestion" if own else "",
    )


STEP = DemoStep(order=60, load=load)
