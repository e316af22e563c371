from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import ActivityPage, Figure, ReportSection, SectionPage
from filrouge.kernel.tenancy.models import Membership
from filrouge.reports.evidence import policy, queries
from filrouge.reports.evidence.enums import GATHERED

registry.section_pages.add("evidence", SectionPage("aci", "Preuves", "evidence:list", policy.VIEW, 30))

for _page in (ActivityPage("B3-10", "Preuves", "evidence:list", policy.VIEW),):
    registry.activity_pages.add(f"evidence.{_page.activity}", _page)


@registry.report_sections.register("evidence")
def report_sections(membership: Membership, year: int) -> Iterator[ReportSection]:
    if can(membership, policy.VIEW) and (held := queries.held_in(membership, year)):
        url = f"{reverse('evidence:list', args=[membership.organisation.slug])}?annee={year}&etat={GATHERED}"
        figure = Figure(
            "evidence.ready",
            "Preuves réunies",
            held,
            url,
            "",
            "Prêtes, envoyées ou acceptées ; un même document compte une fois.",
        )
        yield ReportSection("accounts", "Preuves de l’année", [figure], order=30)
