"""How the team decided in a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db.models import Count
from django.db.models.functions import ExtractYear
from django.urls import reverse

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.reading import told_by_year
from filrouge.kernel.registry import Figure, ReportSection
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.deciding import policy, queries
from filrouge.modules.deciding.enums import BallotStatus
from filrouge.ui.typography import count


@registry.report_sections.register("deciding")
def report_sections(membership: Membership, year: int) -> Iterator[ReportSection]:
    if not can(membership, policy.VIEW):
        return
    closed = BallotStatus.CLOSED.value
    number = _counted_in(year, membership)
    url = f"{reverse('deciding:list', args=[membership.organisation.slug])}?status={closed}&annee={year}"
    figure = Figure("deciding.ballots", "Votes et propositions dépouillés", number, url, "", "Dépouillés dans l’année.")
    said = [f"L’équipe a voté {count(number, 'fois|fois')} dans l’année."] if number else ()
    yield ReportSection("teamwork", "Votes", [figure] if number else (), said, order=45)


@told_by_year
def _counted_in(years: Sequence[int], membership: Membership) -> dict[int, int]:
    closed = queries.ballot_list(membership, status=BallotStatus.CLOSED.value)
    within = closed.filter(closed_at__year__gte=min(years), closed_at__year__lte=max(years)).order_by()
    rows = within.values(year=ExtractYear("closed_at")).annotate(number=Count("pk"))
    return dict.fromkeys(years, 0) | {row["year"]: row["number"] for row in rows}
