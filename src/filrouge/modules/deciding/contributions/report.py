"""How the team decided in a year."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from filrouge.kernel import registry
from filrouge.kernel.policy import can
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
    number = queries.ballot_list(membership, status=closed, year=year).count()
    url = f"{reverse('deciding:list', args=[membership.organisation.slug])}?status={closed}&annee={year}"
    figure = Figure("deciding.ballots", "Votes et propositions dépouillés", number, url, "", "Dépouillés dans l’année.")
    said = [f"L’équipe a voté {count(number, 'fois|fois')} dans l’année."] if number else ()
    yield ReportSection("teamwork", "Votes", [figure] if number else (), said, order=45)
