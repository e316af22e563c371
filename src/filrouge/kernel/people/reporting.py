"""The team of a year: who is in it, by profession, who came and who left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.people import policy, queries
from filrouge.kernel.people.enums import Profession
from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import can
from filrouge.kernel.registry import Figure, ReportSection
from filrouge.kernel.tenancy.models import Membership, Site
from filrouge.ui.charts import BarChart, Point
from filrouge.ui.typography import count, date_long

MOVED = "Date d’arrivée ou de départ notée sur la fiche."


def report_sections(membership: Membership, year: int) -> Iterator[ReportSection]:
    if not can(membership, policy.VIEW):
        return
    first, last = date(year, 1, 1), min(date(year, 12, 31), timezone.localdate())
    moves = Person.objects.aggregate(
        came=Count("pk", filter=Q(arrived_on__gte=first, arrived_on__lte=last)),
        left=Count("pk", filter=Q(left_on__gte=first, left_on__lte=last)),
    )
    rows = queries.people_on(last).order_by().values("profession").annotate(total=Count("pk"))
    professions = {row["profession"]: row["total"] for row in rows}
    people = sum(professions.values())

    def url(**query: str) -> str:
        return f"{reverse('people:list', args=[membership.organisation.slug])}?{urlencode(query)}"

    day = last.isoformat()
    figures = [
        Figure("people.team", "Personnes dans l’équipe", people, url(le=day), "", _on(last), is_key=True),
        Figure("people.professions", "Professions", len(professions), url(le=day, sort="profession"), "", _on(last)),
        Figure("people.came", "Arrivées", moves["came"], url(qui="all", le=day, arrivees=str(year)), "", MOVED),
        Figure("people.left", "Départs", moves["left"], url(qui="all", le=day, departs=str(year)), "", MOVED),
        Figure(
            "people.sites",
            "Sites",
            Site.objects.count(),
            reverse("settings:sites", args=[membership.organisation.slug]),
        ),
    ]
    said = (
        f"Au {date_long(last)}, l’équipe réunit {count(people, 'personne')} de {count(len(professions), 'profession')}"
    )
    said += f" ; {count(moves['came'], 'arrivée')} et {count(moves['left'], 'départ')} dans l’année."
    points = [
        Point(label, professions[code], url=url(profession=code, le=day))
        for code, label in Profession.choices
        if code in professions
    ]
    chart = BarChart("L’équipe par profession", sorted(points, key=lambda point: -point.value))
    yield ReportSection("identity", "L’équipe", figures if people else (), [said], chart=chart, order=10)


def _on(day: date) -> str:
    return f"Présentes au {date_long(day)}."
