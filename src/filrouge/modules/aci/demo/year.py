"""The year of the three demonstration teams, and the one before: what they type, and the pieces they hold already."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from filrouge.kernel.documents.content import Document, Paragraph
from filrouge.kernel.documents.render_pdf import render_pdf
from filrouge.kernel.people.queries import associates_on
from filrouge.kernel.registry import DemoContext, DemoStep
from filrouge.kernel.tenancy.letterhead import letterhead
from filrouge.kernel.tenancy.models import Membership, Organisation, Site
from filrouge.modules.aci import services
from filrouge.modules.aci.demo.france_sante import tell_france_sante
from filrouge.modules.aci.enums import headings, kind_label
from filrouge.modules.aci.models import YearInputs

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
# indicator and, where several papers are asked, what it is
LAST_YEAR = (
    ("opening", ""),
    ("coordination", ""),
    ("is_standard", "label"),
    ("is_standard", "invoice"),
    ("diversity", ""),
    ("protocols", ""),
    ("rcp", ""),
    ("users", ""),
)
# indicator, kind, title: what this year holds already, in the order of the year
PAPERS = (
    ("patients", "statement", "Relevé des patients et des taux"),
    ("opening", "charter", "Charte d’engagement signée"),
    ("coordination", "job", "Fiche de poste de la coordination"),
    ("is_standard", "label", "Attestation du label du logiciel"),
    ("is_standard", "invoice", "Facture du logiciel"),
    ("diversity", "list", "Liste des associés"),
    ("protocols", "protocol", "Protocole plaies chroniques"),
    ("protocols", "protocol", "Protocole anticoagulants"),
    ("public_health", "report", "Bilan de la campagne de vaccination"),
    ("training", "certificate", "Attestation de stage infirmier"),
    ("ipa", "diploma", "Inscription de l’IPA"),
)
DRAFT = ("users", "survey", "Enquête sur l’accueil téléphonique")
NOTE = "Les autres protocoles signés sont dans le classeur du secrétariat"
SETTINGS = {"B": {"aci_campaign.closes": "{following}-02-15"}}
LONG, MORNING, SHORT = ((480, 1200),), ((480, 720),), ((540, 720), (810, 1080))
# the second site opens less: its derogation is written in the contract
WEEKS: dict[str, list[dict[str, Any]]] = {
    "C": [
        {"week": (LONG,) * 5 + (MORNING,)},
        {"week": (SHORT,) * 5 + (MORNING,), "pdsa_waiver": True},
    ]
}
SINCE = {"A": 4, "B": 2, "C": 3}  # years of the contract


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    facts, this_year = FACTS[context.profile], context.today.year
    _settle(membership, context)
    tell_france_sante(membership, context)
    for site, hours in zip(Site.objects.all(), WEEKS.get(context.profile, []), strict=False):
        services.keep_hours(this_year - 1, site, by=membership, **hours)
    before = facts | {"protocols": facts["protocols"] - 1}
    for year, typed in ((this_year - 1, before), (this_year, facts)):
        asked = ASSOCIATES[context.profile]
        if associates_on(date(year, 12, 31)).count() != asked:
            typed = typed | {"associates": asked}
        inputs = services.keep_year(year, by=membership, facts=typed, associates_reason=REASON)
        if year < this_year:
            _hand_in_last_year(inputs, membership)
    _hand_in(organisation, membership, context)
    _tell_the_source(membership, context.today)


def _hand_in_last_year(inputs: YearInputs, membership: Membership) -> None:
    for code, kind in LAST_YEAR:
        name = f"{kind_label(code, kind) if kind else headings(inputs.year)[code].label} {inputs.year}.txt"
        file = ContentFile(f"{name} : document de démonstration.".encode(), name=name)
        services.keep_piece(inputs, code, by=membership, file=file, kind=kind)


def _hand_in(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    """Papers of this year, a draft, a note; and a file that is known already, which nobody keeps twice."""
    nurse = "advanced_practice_nurse" in FACTS[context.profile]
    papers = [*(paper for paper in PAPERS if nurse or paper[0] != "ipa"), DRAFT]
    first = date(context.today.year, 1, 1)
    for place, (code, kind, title) in enumerate(papers, 1):
        day = first + (context.today - first) * place // (len(papers) + 1)
        document = Document(title, letterhead(organisation), day, [Paragraph("Document de démonstration.")])
        file = ContentFile(render_pdf(document), name=f"{title} {day}.pdf")
        state = "draft" if (code, kind, title) == DRAFT else "ready"
        services.hand_in(first.year, code, by=membership, uploads=[file], kind=kind, state=state)
        if kind == "invoice":
            services.hand_in(first.year, "is_advanced", by=membership, uploads=[file], kind="label")
    services.hand_in(first.year, "protocols", by=membership, kind="protocol", label="Autres protocoles", note=NOTE)


def _tell_the_source(membership: Membership, today: date) -> None:
    """What was answered to the CPAM: its own statement, dated like it."""
    on = date(today.year, 1, 12)
    text = "Relevé de la CPAM, taux de C2S"
    upload = ContentFile(f"{text} : document de démonstration.".encode(), name=f"{text} {on}.txt")
    services.keep_source(today.year, "c2s", by=membership, text=text, on=on, upload=upload)


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
