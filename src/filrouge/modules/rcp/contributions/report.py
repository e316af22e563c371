"""What concertations say of a year. Numbers only: no code, no name."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import Figure, ReportSection
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.rcp import policy, queries
from filrouge.modules.rcp.queries import CalendarRow, YearCount
from filrouge.ui.charts import BarChart, Point
from filrouge.ui.typography import count

EXAMINED = "Situations notées en RCP dans l’année, hors autres patients et hors situations revues."
RATE = "Situations examinées ÷ patients en ALD ou de 75 ans et plus au 31 décembre × 100."
PROFESSIONS = "Professions présentes au moins une fois, ou notées d’une situation."


@registry.report_sections.register("rcp")
def report_sections(membership: Membership, year: int) -> Iterator[ReportSection]:
    if not can(membership, policy.VIEW):
        return
    held = queries.year_count(year)
    if not held.meetings and not held.cases:
        return
    rows = queries.calendar_of(membership, year)
    total = queries.total_of(rows, "", rows[-1].day) if rows else None
    home = f"{reverse('rcp:home', args=[membership.organisation.slug])}?annee={year}#calendrier"
    explained = f"{reverse('rcp:explained', args=[membership.organisation.slug])}?annee={year}"
    figures = list(_figures(held, total, home, explained))
    yield ReportSection(
        "teamwork", "Concertations (RCP)", figures, [_said(held, figures)], chart=_chart(total, home), order=20
    )


def _figures(held: YearCount, total: CalendarRow | None, home: str, explained: str) -> Iterator[Figure]:
    yield Figure("rcp.meetings", "RCP tenues", held.meetings, home, is_key=True)
    yield Figure("rcp.cases", "Situations examinées", held.examined, explained, "", EXAMINED, is_key=True)
    if held.rate is not None:
        yield Figure("rcp.rate", "Part des situations examinées", float(held.rate), explained, "%", RATE)
    if total:
        yield Figure("rcp.professions", "Professions aux RCP", len(total.professions), home, "", PROFESSIONS)


def _said(held: YearCount, figures: list[Figure]) -> str:
    said = f"{count(held.meetings, 'RCP|RCP')} et {count(held.examined, 'situation examinée|situations examinées')}"
    rates = [one.shown for one in figures if one.code == "rcp.rate"]
    return f"{said}, soit {rates[0]} des patients concernés." if rates else f"{said} dans l’année."


def _chart(total: CalendarRow | None, url: str) -> BarChart | None:
    points = [Point(label, cases, url=url) for label, cases in total.by_category if cases] if total else []
    return BarChart("Situations examinées, par raison", points) if len(points) > 1 else None
