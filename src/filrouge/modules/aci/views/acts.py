"""What the planner shows of each act. No rule of the trade here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from filrouge.kernel import registry
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.aci import queries, services
from filrouge.modules.aci.engine import BadCase, Case, scale_of
from filrouge.modules.aci.engine.plan import Act
from filrouge.modules.aci.engine.words import decimal
from filrouge.modules.aci.models import Assignment, OwnTime
from filrouge.modules.aci.queries import owners
from filrouge.modules.aci.queries.planner import Planner
from filrouge.modules.aci.queries.times import LEDGER, USUAL, ActTime, known_acts, times_of, usual, usual_minutes


@dataclass(frozen=True, slots=True)
class ActRow:
    act: Act
    rank: int
    is_tied: bool
    assignment: Assignment | None
    url: str  # where it is done
    where: str

    @property
    def per_hour(self) -> Any:
        return decimal(self.act.per_hour, 0)


def address_of(request: TenantRequest, year: int) -> str:
    return f"{reverse('aci:planner', args=[request.organisation.slug])}?annee={year}"


def shown(request: TenantRequest, planner: Planner) -> dict[str, Any]:
    given, plan = owners.assignments_of(planner.year), planner.plan
    rule, slug = usual(planner.year), request.organisation.slug
    pages = {page.activity: page for page in registry.activity_pages.values()}

    def row(rank: int, act: Act) -> ActRow:
        url, where = reverse("aci:inputs", args=[slug, planner.year]), "Modifier l’année"
        if act.is_proof:
            url, where = reverse("aci:hand_in", args=[slug, planner.year, act.line]), "Déposer"
        elif page := pages.get(str(rule.table(f"steps.{act.line}").get("activity"))):
            url, where = reverse(page.url_name, args=[slug]), page.label
        return ActRow(act, rank, act.code in plan.ties, given.get(act.line), url, where)

    return {
        "fits": [row(rank, act) for rank, act in enumerate(plan.fits, 1)],
        "beyond": [row(rank, act) for rank, act in enumerate(plan.beyond, len(plan.fits) + 1)],
        "late": [row(0, act) for act in plan.late],
        "dismissed": [(one, services.said(one.year, one.act)) for one in planner.dismissed],
    }


def times_to_type(membership: Membership, year: int) -> Iterator[tuple[str, str, ActTime, int | None]]:
    """Each act, the label of its line, what holds without an own time, the own time."""
    rule, own = usual(year), {row.act: row.minutes for row in OwnTime.objects.all()}
    ledger = times_of(membership, year, _case(membership, year)).ledger
    for act in known_acts(scale_of(year), rule):
        minutes = ledger.get(act)
        otherwise = ActTime(act, minutes or usual_minutes(rule, act), LEDGER if minutes else USUAL)
        yield act, services.label_of(year, act.partition(":")[2]), otherwise, own.get(act)


def _case(membership: Membership, year: int) -> Case:
    inputs = queries.inputs_of(year)
    try:
        return queries.case_of(year, queries.facts_of(membership, year), inputs.facts if inputs else {})
    except BadCase:
        return Case(year=year, patients=0)  # its own page says why
