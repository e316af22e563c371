"""The dates that were reached in a year."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.reading import told_once
from filrouge.kernel.registry import Figure, ReportSection, ReportTable
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.planning import policy, queries
from filrouge.modules.planning.models import Plan
from filrouge.ui.typography import count, date_short

SHOWN = 8


@registry.report_sections.register("planning")
def report_sections(membership: Membership, year: int) -> Iterator[ReportSection]:
    """Plans that ended that year; those that go on into the next are among its objectives."""
    if not can(membership, policy.VIEW):
        return
    lists = reverse("planning:list", args=[membership.organisation.slug])
    plans = _plans()
    finished = [one for one, is_finished in plans if is_finished and one.target_on.year == year]
    finished.sort(key=lambda one: one.target_on, reverse=True)
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
    coming = [one for one, is_finished in plans if not is_finished and one.target_on.year > year]
    if coming:
        figure = Figure("planning.coming", "Rétroplannings déjà préparés", len(coming), f"{lists}?apres={year}")
        table = ReportTable(
            "À venir", ["Rétroplanning", "Date"], [[one.title, date_short(one.target_on)] for one in coming[:SHOWN]]
        )
        yield ReportSection("objectives", "Dates déjà préparées", [figure], (), [table])


@told_once
def _plans() -> tuple[tuple[Plan, bool], ...]:
    """Those that were not dropped, by their date, and whether each came to its end."""
    return tuple((one, one.is_finished) for one in queries.with_end().filter(dropped_on=None))  # type: ignore[attr-defined]
