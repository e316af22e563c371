"""The time of coordination and the post, for who may read them."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import Figure, ReportSection
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.coordinator import policy, queries
from filrouge.ui.charts import Point, StackedBar
from filrouge.ui.typography import duration

NOTED = "Somme du temps noté dans l’année, au chronomètre ou à la main."
OWN = "Le vôtre seul : la gérance lit celui de chacun."


@registry.report_sections.register("coordinator")
def report_sections(membership: Membership, year: int) -> Iterator[ReportSection]:
    """A coordinator reads their own time: their figure has another code, not to be taken for everybody's."""
    reads_all = can(membership, policy.READ_ALL)
    if not reads_all and not can(membership, policy.KEEP):
        return
    budget = queries.budget_of(membership, year, timezone.localdate())
    url = f"{reverse('coordinator:post', args=[membership.organisation.slug])}?annee={year}"
    whose = "" if reads_all else ".own"
    figures = []
    if budget.minutes_noted:
        formula = NOTED if reads_all else f"{NOTED} {OWN}"
        code = f"coordinator.minutes{whose}"
        figures.append(Figure(code, "Temps de coordination", budget.minutes_noted, url, "minutes", formula))
    if budget.cost:
        figures.append(Figure(f"coordinator.cost{whose}", "Coût du poste de coordination", budget.cost, url, "euros"))
        figures.append(
            Figure(f"coordinator.secured{whose}", "Financements acquis du poste", budget.secured, url, "euros")
        )
    points = [Point(one.label, one.minutes, duration(one.minutes)) for one in budget.blocks if one.minutes]
    said = [f"{figures[0].shown} de coordination ont été notées dans l’année."] if budget.minutes_noted else []
    chart = StackedBar("Temps de coordination, par bloc du métier", points) if len(points) > 1 else None
    yield ReportSection("staff", "Coordination", figures, said, chart=chart, order=10)
