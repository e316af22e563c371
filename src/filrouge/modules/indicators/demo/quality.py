"""A quality cycle for each demonstration team: level 1, level 2, level 3."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from filrouge.kernel.people.queries import people_on
from filrouge.kernel.registry import DemoContext
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.work.services import complete_task
from filrouge.modules.indicators import services
from filrouge.modules.indicators.models import Cycle, Indicator


@dataclass(frozen=True, slots=True)
class Written:
    theme: str
    level: int
    diagnosis: str
    theme_reason: str
    objective: str
    actions: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    results: str = ""
    revised_plan: str = ""


TEXTS = {
    "A": Written(
        "access",
        1,
        "En janvier, une semaine de comptage à l’accueil : 60 demandes non programmées, 50 vues avant le lendemain "
        "soir.\n\nDepuis, le nombre baisse : une infirmière absente, plus de créneau réservé le mercredi. Deux usagers "
        "l’ont écrit dans le cahier de l’accueil.",
        "C’est ce que les usagers citent d’abord, et ce que l’équipe peut changer seule.",
        "Revenir à 80 % de demandes vues le jour même ou le lendemain, d’ici la fin de l’année prochaine.",
        actions=("Réserver deux créneaux par demi-journée, y compris le mercredi",),
    ),
    "B": Written(
        "delegation",
        2,
        "180 patients diabétiques suivis. L’examen des pieds est noté pour moins d’un sur deux. Les infirmiers le font "
        "sans toujours l’écrire dans le dossier partagé.",
        "La complication la plus grave et la plus évitable ; les infirmiers demandent à s’en occuper.",
        "Passer de 48 % à 80 % de patients dont le risque du pied est noté depuis moins d’un an.",
        actions=(
            "Former les infirmiers au grade podologique",
            "Ajouter le champ au dossier partagé",
            "Une journée « pieds » avec la podologue",
        ),
        indicators=("diabetes_foot",),
    ),
    "C": Written(
        "access",
        3,
        "160 demandes comptées en une semaine sur les deux sites. 70 % vues avant le lendemain soir, avec un écart de "
        "vingt points entre les sites. Le standard ferme entre midi et deux.",
        "Première plainte des usagers aux deux sites, et sujet choisi par l’assemblée.",
        "Atteindre 80 % sur les deux sites, sans ouvrir de plage de plus.",
        actions=("Un standard commun entre midi et deux", "Partager les créneaux d’urgence entre les sites"),
        indicators=("unscheduled", "secure_mail"),
        results="86 % de demandes vues le jour même ou le lendemain, contre 70 % au départ. L’écart entre les sites "
        "est tombé à six points. Le standard commun a le plus compté ; le partage des créneaux a demandé "
        "deux ajustements.",
        revised_plan="Garder le standard commun. Revoir chaque trimestre les créneaux partagés. Mesurer aussi les "
        "appels perdus.",
    ),
}


def load(membership: Membership, context: DemoContext) -> None:
    written, year = TEXTS[context.profile], context.today.year
    with context.travel(_ago(context, 250)):
        cycle = _start(written, membership, context)
        for rank, title in enumerate(written.actions):
            _act(cycle, title, rank, membership, context, done=written.level == 3)
        for one in Indicator.objects.filter(code__in=written.indicators):
            services.link_indicator(cycle, one, by=membership)
    if written.level == 3:
        with context.travel(_ago(context, 20)):
            texts = {"results": written.results, "revised_plan": written.revised_plan}
            services.write_cycle(cycle, by=membership, **texts)
    with context.travel(_ago(context, 10)):
        for level in range(1, written.level + 1 if written.level > 1 else 1):
            services.freeze(cycle, level=level, year=year, by=membership)


def _start(written: Written, membership: Membership, context: DemoContext) -> Cycle:
    year = context.today.year
    nurse = people_on(context.today).filter(profession="nurse").order_by("pk").last()
    cycle = services.start_cycle(
        by=membership,
        theme=written.theme,
        first_year=year - 1 if written.level == 3 else year,
        last_year=year,
        referent=nurse,
        appointed_on=context.today - timedelta(days=250),
    )
    return services.write_cycle(
        cycle,
        by=membership,
        diagnosis=written.diagnosis,
        theme_reason=written.theme_reason,
        objective=written.objective,
    )


def _act(cycle: Cycle, title: str, rank: int, membership: Membership, context: DemoContext, *, done: bool) -> None:
    people = list(people_on(context.today).filter(profession__in=("nurse", "gp")).order_by("pk")[:4])
    due_on = context.today + timedelta(days=-60 + 20 * rank if done else 30 + 25 * rank)
    task = services.add_action(cycle, by=membership, title=title, owner=people[rank % len(people)], due_on=due_on)
    if done:
        with context.travel(_ago(context, 60 - 20 * rank)):
            complete_task(task, by=membership)


def _ago(context: DemoContext, days: int) -> datetime:
    day = context.today - timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(10)))
