"""The team of a year: who is in it, by profession, who came and who left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.people import policy
from filrouge.kernel.people.enums import Profession
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries.periods import present
from filrouge.kernel.policy import can
from filrouge.kernel.reading import told_by_year, told_once
from filrouge.kernel.registry import Figure, ReportSection
from filrouge.kernel.tenancy.models import Membership, Site
from filrouge.ui.charts import BarChart, Point
from filrouge.ui.typography import count, date_long

MOVED = "Date d’arrivée ou de départ notée sur la fiche."


def report_sections(membership: Membership, year: int) -> Iterator[ReportSection]:
    if not can(membership, policy.VIEW):
        return
    last = _last(year)
    team = _team_of(year)
    professions, people = team.professions, sum(team.professions.values())

    def url(**query: str) -> str:
        return f"{reverse('people:list', args=[membership.organisation.slug])}?{urlencode(query)}"

    day = last.isoformat()
    figures = [
        Figure("people.team", "Personnes dans l’équipe", people, url(le=day), "", _on(last), is_key=True),
        Figure("people.professions", "Professions", len(professions), url(le=day, sort="profession"), "", _on(last)),
        Figure("people.came", "Arrivées", team.came, url(qui="all", le=day, arrivees=str(year)), "", MOVED),
        Figure("people.left", "Départs", team.left, url(qui="all", le=day, departs=str(year)), "", MOVED),
        Figure(
            "people.sites",
            "Sites",
            _sites(),
            reverse("settings:sites", args=[membership.organisation.slug]),
        ),
    ]
    said = (
        f"Au {date_long(last)}, l’équipe réunit {count(people, 'personne')} de {count(len(professions), 'profession')}"
    )
    said += f" ; {count(team.came, 'arrivée')} et {count(team.left, 'départ')} dans l’année."
    points = [
        Point(label, professions[code], url=url(profession=code, le=day))
        for code, label in Profession.choices
        if code in professions
    ]
    chart = BarChart("L’équipe par profession", sorted(points, key=lambda point: -point.value))
    yield ReportSection("identity", "L’équipe", figures if people else (), [said], chart=chart, order=10)


class Team(NamedTuple):
    professions: dict[str, int]  # those who are there at the end of the year, or today
    came: int
    left: int


@told_by_year
def _team_of(years: Sequence[int]) -> dict[int, Team]:
    """One query, whatever the number of years."""
    counts = {}
    for year in years:
        first, last = date(year, 1, 1), _last(year)
        counts[f"there_{year}"] = Count("pk", filter=present(last))
        counts[f"came_{year}"] = Count("pk", filter=Q(arrived_on__gte=first, arrived_on__lte=last))
        counts[f"left_{year}"] = Count("pk", filter=Q(left_on__gte=first, left_on__lte=last))
    rows: list[Any] = list(Person.objects.order_by().values("profession").annotate(**counts))
    return {
        year: Team(
            {row["profession"]: row[f"there_{year}"] for row in rows if row[f"there_{year}"]},
            sum(row[f"came_{year}"] for row in rows),
            sum(row[f"left_{year}"] for row in rows),
        )
        for year in years
    }


@told_once
def _sites() -> int:
    return Site.objects.count()


def _last(year: int) -> date:
    return min(date(year, 12, 31), timezone.localdate())


def _on(day: date) -> str:
    return f"Présentes au {date_long(day)}."
