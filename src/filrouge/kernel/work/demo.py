"""A few tasks that no meeting gave birth to: late, due, repeated, without owner, done."""

from __future__ import annotations

from datetime import timedelta

from filrouge.kernel.people.models import Person
from filrouge.kernel.registry import DemoContext, DemoStep
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.kernel.work import services
from filrouge.kernel.work.models import Task

# title, days from today (None: no date), repetition, has an owner, minutes
TASKS: tuple[tuple[str, int | None, str, bool, int | None], ...] = (
    ("Relever la température du réfrigérateur à vaccins", 1, "FREQ=WEEKLY", True, 5),
    ("Envoyer le planning de garde de Noël au secrétariat", 3, "", True, 30),
    ("Mettre à jour l’affiche de la salle d’attente", -4, "", True, 60),
    ("Rappeler le prestataire du système d’information partagé", -1, "", True, 20),
    ("Vérifier la date de péremption du chariot d’urgence", 12, "FREQ=DAILY;INTERVAL=30;FROM=DONE", True, 30),
    ("Trouver une salle pour la journée de prévention", 20, "", False, 45),
    ("Ranger les anciens classeurs du local d’archives", None, "", False, 210),
)
LABELS = {0: ["Vaccins"], 2: ["Accueil"], 3: ["SI"], 4: ["Urgences"], 5: ["Prévention"]}
STEPS = {
    1: ["Relire les congés", "Demander au secrétariat", "Envoyer le planning"],
    4: ["Adrénaline", "Aspiration", "Masques et canules", "Noter la date"],
}
SALLES = "Salle des fêtes : libre le matin.\nMédiathèque : libre tout le jour, 40 places.\n"
DONE = ("Commander les tests rapides d’orientation diagnostique", "Renouveler l’assurance du local")


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    people = list(Person.objects.filter(left_on__isnull=True).order_by("sort_name", "pk")[:12])
    made = [_make(line, people, membership, context) for line in TASKS]
    services.change_task(made[3], by=membership, waiting_word="l’éditeur")
    if len(people) > 2:
        services.change_task(made[-1], by=membership, helpers=people[:2])
    for at, labels in LABELS.items():
        services.change_task(made[at], by=membership, labels=labels)
    for at, steps in STEPS.items():
        rows = [services.add_step(made[at], by=membership, text=text) for text in steps]
        services.tick_step(rows[0], by=membership, done=True)
    services.write_comment(made[3], by=membership, text="Appelé lundi : ils rappellent avec une date d’installation.")
    services.attach_file(made[5], by=membership, name="Salles possibles.txt", content=SALLES.encode())
    services.block_task(made[2], by=membership, blocked_by=made[1])
    for title in DONE:
        services.complete_task(services.create_task(title=title, by=membership), by=membership)


def _make(
    line: tuple[str, int | None, str, bool, int | None],
    people: list[Person],
    membership: Membership,
    context: DemoContext,
) -> Task:
    title, days, recurrence, owned, effort = line
    return services.create_task(
        title=title,
        by=membership,
        owner=context.random.choice(people) if owned and people else None,
        due_on=context.today + timedelta(days=days) if days is not None else None,
        recurrence=recurrence,
        effort=effort,
    )


STEP = DemoStep(60, load)
