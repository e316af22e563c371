"""What was done in time in a year, and what was controlled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, F, Q
from django.db.models.functions import ExtractYear
from django.urls import reverse

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.reading import told_by_year
from filrouge.kernel.registry import Figure, ReportSection
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.deadlines import policy
from filrouge.modules.deadlines.enums import DueState, Theme
from filrouge.modules.deadlines.models import Control, Due
from filrouge.ui.typography import count

ABOUT = {
    Theme.PREMISES: "Locaux et sécurité : contrôles faits",
    Theme.EQUIPMENT: "Matériel : contrôles faits",
    Theme.WASTE: "Déchets (DASRI) : enlèvements et vérifications faits",
    Theme.CRISIS: "Plan de crise : mises à jour et exercices faits",
}


@registry.report_sections.register("deadlines")
def report_sections(membership: Membership, year: int) -> Iterator[ReportSection]:
    if not can(membership, policy.VIEW):
        return
    found = _done_in(year)
    if not found:
        return

    def figure(code: str, label: str, value: int, formula: str = "", **more: str) -> Figure:
        asked = {"etat": "done", "annee": year, **more}
        url = f"{reverse('deadlines:list', args=[membership.organisation.slug])}?{urlencode(asked)}"
        return Figure(f"deadlines.{code}", label, value, url, "", formula)

    figures = [
        figure("done", "Échéances faites", found["done"], "Notées faites dans l’année."),
        figure("kept", "Échéances tenues", found["kept"], "Notées faites au plus tard le jour dû.", tenue="on"),
        figure(
            "controls",
            "Contrôles réglementaires faits",
            found["controls"],
            "Ceux de la page des contrôles.",
            controle="on",
        ),
        *(figure(f"theme.{theme}", label, found[theme], theme=theme) for theme, label in ABOUT.items() if found[theme]),
    ]
    said = f"{count(found['done'], 'échéance faite|échéances faites')}, dont {found['kept']} au plus tard le jour dû."
    yield ReportSection("quality", "Échéances, contrôles et sécurité", figures, [said], order=30)


@told_by_year
def _done_in(years: Sequence[int]) -> Mapping[int, Mapping[str, Any]]:
    """Nothing of a year in which nothing was done."""
    controlled = Q(obligation__in=Control.objects.values("obligation"))
    themes = {theme.value: Count("pk", filter=Q(obligation__theme=theme)) for theme in ABOUT}
    done = Due.objects.filter(state=DueState.DONE, closed_on__year__gte=min(years), closed_on__year__lte=max(years))
    rows = done.order_by().values(year=ExtractYear("closed_on")).annotate(
        done=Count("pk"), kept=Count("pk", filter=Q(closed_on__lte=F("due_on"))),
        controls=Count("pk", filter=controlled), **themes,
    )  # fmt: skip
    return {year: {} for year in years} | {row["year"]: row for row in rows}
