from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.policy import can
from filrouge.kernel.registry import DeclaredTable, EvidenceItem, FactPage, Indicator
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings.enums import EvidenceAxis
from filrouge.modules.rcp import policy, queries
from filrouge.modules.rcp.enums import Rounding
from filrouge.modules.rcp.queries import CalendarRow
from filrouge.ui.typography import count, date_short, duration

CALENDAR = "Calendrier"


@registry.evidence.register("rcp")
def evidence(membership: Membership, year: int) -> Iterator[EvidenceItem]:
    """The calendar that the insurer asks for, what was examined at each RCP, each month of concertations of two.

    The attendance of a meeting that was called is told by the meeting itself.
    """
    if not can(membership, policy.VIEW):
        return
    rows = queries.calendar_of(membership, year)
    if not rows:
        return
    home = f"{reverse('rcp:home', args=[membership.organisation.slug])}?annee={year}"
    export = f"{reverse('rcp:export', args=[membership.organisation.slug, 'pdf'])}?annee={year}"
    total = queries.total_of(rows, f"Calendrier des RCP {year}", rows[-1].day)
    yield _item(f"{year}", total, CALENDAR, f"{home}#calendrier", export)
    for row in rows:
        url = f"{row.url}#situations" if row.url else f"{home}#calendrier"
        yield _item(row.key, row, "RCP à deux" if row.is_month else "Situations", url, export)


def _item(key: str, row: CalendarRow, kind: str, url: str, file_url: str) -> EvidenceItem:
    to_file = row.cases - row.filed
    counted = f"{count(row.cases, 'situation')}, {count(len(row.professions), 'profession')}"
    state = "draft" if to_file else "ready" if row.cases else "missing"
    return EvidenceItem(
        key=f"rcp:{key}",
        indicator=EvidenceAxis.RCP.indicator,
        supporting=kind != CALENDAR,
        axis=EvidenceAxis.RCP.label,
        kind=kind,
        label=row.label,
        happened_on=min(row.day, timezone.localdate()),
        url=url,
        state=state,
        detail=f"{counted}, {to_file} à verser" if to_file else counted,
        attendance=row.attendance if row.is_month else None,
        minutes=row.minutes if row.is_month else None,
        file_url=file_url,
    )


@registry.declared_tables.register("rcp")
def declared_tables(membership: Membership, year: int) -> Iterator[DeclaredTable]:
    """The calendar that the insurer asks for: numbers only, no code, no name."""
    if not can(membership, policy.VIEW):
        return
    rows = queries.calendar_of(membership, year)
    if not rows:
        return
    total = queries.total_of(rows, f"Total {year}", rows[-1].day)
    yield DeclaredTable(
        indicator=EvidenceAxis.RCP.indicator,
        title=f"Calendrier des RCP {year}",
        subtitle="Réunions de concertation pluriprofessionnelle et nombre de dossiers étudiés",
        name="calendrier-rcp",
        columns=("Date", "Réunion", "Présents", "Durée", "Dossiers"),
        rows=(*map(_printed, rows), ("", *_printed(total)[1:])),
    )


def _printed(row: CalendarRow) -> tuple[str, ...]:
    day = "" if row.is_month else date_short(row.day)
    return (day, row.label, str(row.attendance), duration(row.minutes), str(row.cases))


@registry.indicators.register("rcp")
def indicators(membership: Membership, year: int) -> Iterator[Indicator]:
    if not can(membership, policy.VIEW):
        return
    held = queries.year_count(year)
    explained = f"{reverse('rcp:explained', args=[membership.organisation.slug])}?annee={year}"
    counted = "situations notées en RCP dans l’année, hors autres patients et hors situations revues"
    yield Indicator("rcp.cases", "Situations examinées", held.examined, "situations", counted, explained)
    if held.rate is not None:
        formula = "situations examinées ÷ patients en ALD ou de 75 ans et plus au 31 décembre × 100"
        yield Indicator(
            "rcp.rate",
            "Part des situations examinées",
            float(held.rate),
            "%",
            formula,
            explained,
            held.examined,
            held.base,
        )


registry.fact_pages.add("truncate_rcp_rate", FactPage("Taux des RCP", "rcp:counting"))
registry.fact_pages.add("rcp.eligible_patients", FactPage("Patients au 31 décembre", "rcp:counts"))


@registry.aci_facts.register("rcp")
def aci_facts(membership: Membership, year: int) -> Mapping[str, int]:
    """Numbers of the whole team, the same for whoever may see the ACI: nothing of a situation."""
    held = queries.year_count(year)
    facts = {"rcp.meetings": held.meetings, "rcp.files": held.examined}
    facts["truncate_rcp_rate"] = held.method.counting.text("rounding") == Rounding.DOWN
    if held.patients is not None:
        facts["rcp.eligible_patients"] = held.base
        if held.patients.listed:
            facts["patients"] = held.patients.listed
    return facts
