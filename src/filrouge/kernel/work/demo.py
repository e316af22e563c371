"""A few tasks that no meeting gave birth to: late, due, repeated, without owner, done."""

from __future__ import annotations

from datetime import timedelta

from filrouge.kernel.people.models import Person
from filrouge.kernel.registry import DemoContext, DemoStep
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.kernel.work import services

# title, days from today (None: no date), repetition, has an owner
TASKS: tuple[tuple[str, int | None, str, bool], ...] = (
    ("Relever la température du réfrigérateur à vaccins", 1, "FREQ=WEEKLY", True),
    ("Envoyer le planning de garde de Noël au secrétariat", 3, "", True),
    ("Mettre à jour l’affiche de la salle d’attente", -4, "", True),
    ("Rappeler le prestataire du système d’information partagé", -1, "", True),
    ("Vérifier la date de péremption du chariot d’urgence", 12, "FREQ=MONTHLY", True),
    ("Trouver une salle pour la journée de prévention", 20, "", False),
    ("Ranger les anciens classeurs du local d’archives", None, "", False),
)
DONE = ("Commander les tests rapides d’orientation diagnostique", "Renouveler l’assurance du local")


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    people = list(Person.objects.filter(left_on__isnull=True).order_by("sort_name", "pk")[:12])
    for title, days, recurrence, owned in TASKS:
        services.create_task(
            title=title,
            by=membership,
            owner=context.random.choice(people) if owned and people else None,
            due_on=context.today + timedelta(days=days) if days is not None else None,
            recurrence=recurrence,
        )
    for title in DONE:
        services.complete_task(services.create_task(title=title, by=membership), by=membership)


STEP = DemoStep(60, load)
