"""What the ACI of a year says in the report: its money, and what was typed of the year in the chapter it is about."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from operator import itemgetter

from django.urls import reverse

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import Figure, ReportSection
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.aci import policy, queries
from filrouge.modules.aci.engine import BadCase
from filrouge.modules.aci.queries import YearValue
from filrouge.ui.charts import Point, StackedBar
from filrouge.ui.typography import euros

TOTAL = "Barème de l’accord, appliqué à ce qui est saisi et compté ; un calcul n’engage pas la CPAM."
SECURED = "Ce qu’une preuve montre déjà : pièce jointe ou travail noté ici."
TYPED = "Saisi dans l’année ACI."


@registry.report_sections.register("aci")
def report_sections(membership: Membership, year: int) -> Iterator[ReportSection]:
    inputs = queries.inputs_of(year) if can(membership, policy.VIEW) else None
    if inputs is None:
        return
    try:
        value = queries.value_of(membership, inputs)
    except BadCase:
        return  # its own page says why
    url = f"{reverse('aci:year', args=[membership.organisation.slug])}?annee={year}"
    yield _money(value, url)
    yield from _typed(value, url)


def _money(value: YearValue, url: str) -> ReportSection:
    before = value.previous.total_euros if value.previous else None
    secured = sum((amount for _label, colour, amount in value.shares if colour == "green"), Decimal(0))
    total = Figure("aci.total", "ACI de l’année", value.result.total_euros, url, "euros", TOTAL, before, is_key=True)
    figures = [
        total,
        Figure("aci.points", "Points", round(float(value.result.points), 2), url, "", TOTAL),
        Figure("aci.secured", "Dont sécurisé par une preuve", secured, url, "euros", SECURED),
        *(
            Figure(
                f"aci.axis{axis.number}",
                f"Axe {axis.number} : {axis.title.lower()}",
                axis.euros,
                f"{url}#axe-{axis.number}",
                "euros",
            )
            for axis in value.axes
        ),
    ]
    points = [
        Point(axis.title, float(axis.euros), euros(axis.euros, 0), f"{url}#axe-{axis.number}")
        for axis in value.axes
        if axis.euros
    ]
    chart = StackedBar(f"ACI {value.year}, par axe", points) if len(points) > 1 else None
    said = f"L’ACI de {value.year} est calculé à {total.shown}, dont {figures[2].shown} sécurisés par une preuve."
    return ReportSection("accounts", "ACI", figures, [said], chart=chart, order=10)


def _typed(value: YearValue, url: str) -> Iterator[ReportSection]:
    """Where a number was typed, the room that will count it one day takes its place."""
    case = value.result.case
    told = [
        ("identity", "patients", "Patients ayant un médecin traitant dans l’équipe", case.patients, "opening", True),
        ("identity", "associates", "Associés de la SISA au 31 décembre", case.associates, "is_standard", False),
        ("teamwork", "protocols", "Protocoles pluriprofessionnels", case.protocols, "protocols", True),
        ("teamwork", "cooperation", "Protocoles de coopération", case.cooperation_protocols, "cooperation_protocols",
         False),
        ("prevention", "missions", "Missions de santé publique", case.missions(), "public_health", True),
        ("training", "trainees", "Stagiaires accueillis", case.trainees, "training", True),
    ]  # fmt: skip
    for chapter, lines in groupby(told, key=itemgetter(0)):
        figures = [
            Figure(f"aci.{code}", label, number, f"{url}#{line}", "", TYPED, is_key=is_key)
            for _chapter, code, label, number, line, is_key in lines
            if number
        ]
        if figures:
            said = [f"{one.label} : {one.shown}." for one in figures]
            yield ReportSection(chapter, "Selon l’année ACI", figures, said, order=70)
