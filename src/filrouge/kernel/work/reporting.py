"""The tasks done in a year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import ExtractYear
from django.urls import reverse

from filrouge.kernel.policy import can
from filrouge.kernel.reading import told_by_year
from filrouge.kernel.registry import Figure, ReportSection
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.work import policy, queries
from filrouge.kernel.work.enums import TaskStatus
from filrouge.ui.typography import count

KEPT = "Celles qui avaient une date, faites au plus tard ce jour."


def report_sections(membership: Membership, year: int) -> Iterator[ReportSection]:
    if not can(membership, policy.VIEW):
        return
    found = _done_in(year)
    url = f"{reverse('work:list', args=[membership.organisation.slug])}?state=done&annee={year}"
    done = Figure("work.done", "Tâches faites", found["done"], url, "", "Notées faites dans l’année.")
    kept = Figure("work.kept", "Faites à temps", found["kept"], f"{url}&tenue=on", "", KEPT)
    said = [f"{count(found['done'], 'tâche faite|tâches faites')} par l’équipe."] if found["done"] else ()
    figures = [done, kept] if found["dated"] else [done]
    yield ReportSection("teamwork", "Tâches", figures if found["done"] else (), said, order=50)


@told_by_year
def _done_in(years: Sequence[int]) -> Mapping[int, Mapping[str, Any]]:
    done = queries.tasks().filter(status=TaskStatus.DONE, done_on__year__gte=min(years), done_on__year__lte=max(years))
    rows = done.order_by().values(year=ExtractYear("done_on")).annotate(
        done=Count("pk"),
        dated=Count("pk", filter=Q(due_on__isnull=False)),
        kept=Count("pk", filter=Q(done_on__lte=F("due_on"))),
    )  # fmt: skip
    return {year: {"done": 0, "dated": 0, "kept": 0} for year in years} | {row["year"]: row for row in rows}
