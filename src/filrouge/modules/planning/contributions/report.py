"""The dates that were reached in a year."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import Figure, ReportSection, ReportTable
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.planning import policy, queries
from filrouge.ui.typography import count, date_short

SHOWN = 8


@registry.report_sections.register("planning")
def report_sections(membership: Membership, year: int) -> Iterator[ReportSection]:
    """Plans that ended that year; those that go on into the next are among its objectives."""
    if not can(membership, policy.VIEW):
        return
    lists = reverse("planning:list", args=[membership.organisation.slug])
    finished = list(queries.plan_list(state="finished", year=year).prefetch_related(None))
    if finished:
        url = f"{lists}?etat=finished&annee={year}"
        figure = Figure("planning.finished", "Rétroplannings menés à bien", len(finished), url)
        said = f"{count(len(finished), 'rétroplanning')} mené{'s' if len(finished) > 1 else ''} à son terme."
        table = ReportTable(
            "Menés à bien",
            ["Rétroplanning", "Date"],
            [[one.title, date_short(one.target_on)] for one in finished[:SHOWN]],
        )
        yield ReportSection("teamwork", "Rétroplannings", [figure], [said], [table], order=60)
    coming = list(queries.plan_list(after=year).prefetch_related(None))
    if coming:
        figure = Figure("planning.coming", "Rétroplannings déjà préparés", len(coming), f"{lists}?apres={year}")
        table = ReportTable(
            "À venir", ["Rétroplanning", "Date"], [[one.title, date_short(one.target_on)] for one in coming[:SHOWN]]
        )
        yield ReportSection("objectives", "Dates déjà préparées", [figure], (), [table])
