"""The situation of the three demonstration teams, two months after they said it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from filrouge.kernel.registry import DemoContext
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.modules.deadlines import services
from filrouge.modules.deadlines.enums import DueState
from filrouge.modules.deadlines.models import Control, Due, Obligation

COMMON = ("aci", "health_project", "sisa", "third_parties", "rented", "defibrillator", "emergency_kit", "fridge")


def situations(today: date) -> dict[str, dict[str, Any]]:
    """By profile: rural; small town; two sites. Anchors move with the day of the demonstration."""
    return {
        "A": {
            "ticked": [*COMMON, "replacements"],
            "employees": 0,
            "waste_kg": Decimal(11),
            "aci_signed_on": _ago(today, months=52),  # to renew in eight months
            "project_signed_on": _ago(today, months=52),
        },
        "B": {
            "ticked": [*COMMON, "association", "etp", "alarm", "devices", "replacements"],
            "employees": 3,
            "waste_kg": Decimal(24),
            "aci_signed_on": _ago(today, months=31),
            "project_signed_on": _ago(today, months=34),
            "etp_declared_on": _ago(today, months=21),
            "hired_on": _ago(today, months=40),
        },
        "C": {
            "ticked": [*COMMON, "etp", "cooperation", "alarm", "heating", "lift", "autoclave", "devices"],
            "employees": 8,
            "waste_kg": Decimal(60),
            "aci_signed_on": _ago(today, months=18),
            "project_signed_on": _ago(today, months=20),
            "etp_declared_on": _ago(today, months=44),
            "hired_on": _ago(today, months=11),
        },
    }


DONE = {  # months since the last time
    "evacuation": 9,
    "electricity": 11,
    "defibrillator": 5,
    "accessibility": 14,
    "duerp": 36,
    "privacy_register": 7,
    "notices": 3,
    "maturity": 16,
    "emergency_lighting": 10,
}


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    then = context.today - timedelta(days=60)
    with context.travel(timezone.make_aware(datetime.combine(then, time(9)))):
        services.save_profile(by=membership, **situations(context.today)[context.profile])
    _last_times(membership, context)
    _routine(membership, context)
    _controls(membership, context)
    _own_ways(membership, context)
    _contracts(membership, context)


def _last_times(membership: Membership, context: DemoContext) -> None:
    for due in _open(DONE):
        last = _ago(context.today, months=DONE[due.obligation.code])
        services.tell_last_time(due, by=membership, done_on=last)


def _routine(membership: Membership, context: DemoContext) -> None:
    """What comes each week or each month was done lately; the list of associates of last year is kept."""
    for due in _open({"waste_removal", "emergency_kit", "vaccine_fridge"}):
        day = context.today - timedelta(days=4)
        services.complete_due(due, by=membership, done_on=day, note="Fait par le secrétariat, fiche dans le classeur.")


PROVIDERS = {
    "extinguishers": "Feu Vert Fictif",
    "electricity": "Bureau de contrôle Volta",
    "defibrillator": "Cardio Maintenance Fictive",
    "emergency_kit": "Le secrétariat",
}


def _controls(membership: Membership, context: DemoContext) -> None:
    """Who makes each; one report that asks for something; one more control, picked in the library."""
    controls = Control.objects.filter(obligation__code__in=PROVIDERS).select_related("obligation")
    for control in controls.order_by("obligation__code", "pk"):
        rule = control.obligation
        services.change_control(
            control, by=membership, title=rule.title, months=rule.schedule["months"], provider=PROVIDERS[rule.code]
        )
    for due in _open({"extinguishers"})[:1]:
        services.complete_due(
            due,
            by=membership,
            done_on=context.today - timedelta(days=21),
            note="Rapport reçu, rangé dans le classeur sécurité.",
            remarks=["Remplacer l’extincteur du couloir", "Reposer le panneau de la salle d’attente"],
        )
    services.add_control(
        by=membership,
        code="safety_register",
        title="Relire le registre de sécurité",
        months=12,
        provider="La coordination",
        last_on=_ago(context.today, months=8),
    )


def _own_ways(membership: Membership, context: DemoContext) -> None:
    """What the team changed of a rule, set aside, and added."""
    rules = {rule.code: rule for rule in Obligation.objects.filter(code__in=["observatory", "insurance"])}
    services.adjust_obligation(rules["observatory"], by=membership, lead_days=30)
    services.waive_obligation(
        rules["insurance"], by=membership, reason="Les locaux sont à la commune, qui les assure : voir le bail."
    )
    services.add_own(
        by=membership,
        title="Relire le règlement intérieur",
        theme="assembly",
        responsible="manager",
        due_on=_ago(context.today, months=-7),
        schedule={"kind": "after_done", "months": 24},
    )


CONTRACTS: tuple[tuple[str, str, str, int, int, int, int], ...] = (
    # object, with whom, who chooses, term in so many months, notice, renewed for, euros a year
    ("Maintenance du logiciel partagé", "Éditeur Pluriel", "manager", 4, 3, 12, 2340),
    ("Enlèvement des DASRI", "Collecte Santé Fictive", "coordination", 9, 2, 12, 780),
    ("Ménage des locaux communs", "Net et Clair", "manager", 6, 3, 12, 9600),
    ("Location du copieur", "Bureautique du Val", "coordination", 2, 3, 36, 1450),
)


def _contracts(membership: Membership, context: DemoContext) -> None:
    """One to choose soon, one far, one under negotiation, one that ends with its letter."""
    kept = [
        services.add_contract(
            by=membership,
            title=title,
            party=party,
            responsible=responsible,
            ends_on=_ago(context.today, months=-months),
            notice_months=notice,
            renews_months=renews,
            amount=Decimal(amount),
        )
        for title, party, responsible, months, notice, renews, amount in CONTRACTS
    ]
    *_others, cleaning, copier = kept
    services.negotiate_contract(
        cleaning,
        by=membership,
        next_on=context.today + timedelta(days=40),
        note="Demandé un passage de moins le mercredi, et le prix qui va avec.",
    )
    services.end_contract(
        copier, by=membership, ends_on=copier.ends_on, note="Recommandé envoyé, accusé dans le classeur des contrats."
    )


def _open(codes: Any) -> list[Due]:
    found = Due.objects.filter(state=DueState.OPEN, obligation__code__in=list(codes))
    return list(found.select_related("obligation", "obligation__site").order_by("obligation__code", "pk"))


def _ago(today: date, *, months: int) -> date:
    return today - relativedelta(months=months)
