"""What the pages show. No rule of the trade here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone

from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.sharing.engine import PARTS, Outcome
from filrouge.modules.sharing.exports import PART_LABELS
from filrouge.modules.sharing.models import FIRST_YEAR, Scenario, euros_of
from filrouge.modules.sharing.queries import AT_ONCE, Team, Tried, groups_of
from filrouge.ui.typography import count, percent


@dataclass(frozen=True, slots=True)
class Cell:
    """An amount in one scenario, and how it differs from the first."""

    title: str
    euros: Decimal | None
    change: Decimal | None = None

    @property
    def absolute(self) -> Decimal | None:
        return None if self.change is None else abs(self.change)


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    detail: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class PartsRow:
    """What each rule gives to one associate."""

    label: str
    detail: str
    minutes: int
    parts: list[tuple[str, Decimal]]
    euros: Decimal


def asked_year(request: TenantRequest) -> int:
    typed, this_year = request.GET.get("annee", ""), timezone.localdate().year
    return int(typed) if typed.isdecimal() and FIRST_YEAR <= int(typed) <= this_year + 1 else this_year


def neighbours(year: int) -> dict[str, int | None]:
    this_year = timezone.localdate().year
    return {"before": year - 1 if year > FIRST_YEAR else None, "after": year + 1 if year <= this_year else None}


def chosen(request: TenantRequest, scenarios: list[Scenario]) -> list[Scenario]:
    """Those of the address, in their own order; none is asked: the first ones."""
    asked = set(request.GET.getlist("scenario"))
    return ([one for one in scenarios if str(one.pk) in asked] or scenarios)[:AT_ONCE]


def rows_by_person(tried: list[Tried], team: Team) -> list[Row]:
    rows = []
    for one in team.associates:
        person = team.people[one.key]
        lines = [this.line_of(one.key) for this in tried]
        amounts = [line.cents if line else None for line in lines]
        rows.append(Row(str(person), person.get_profession_display(), _cells(tried, amounts)))
    return rows


def parts_used(outcome: Outcome) -> list[int]:
    """The rules that give something to somebody, by rank: the others have no column."""
    return [rank for rank in range(len(PARTS)) if any(line.parts[rank] for line in outcome.lines)]


def rows_by_part(outcome: Outcome, team: Team) -> list[PartsRow]:
    rows, used = [], parts_used(outcome)
    for line in outcome.lines:
        person = team.people[line.associate.key]
        detail = [person.get_profession_display()]
        if line.associate.presence < 1:
            detail.append(f"{percent(float(line.associate.presence))} de l’année")
        if line.is_below:
            detail.append("sous le minimum d’heures")
        if line.is_capped:
            detail.append("plafonné")
        parts = [(PART_LABELS[rank], euros_of(line.parts[rank])) for rank in used]
        rows.append(PartsRow(str(person), " · ".join(detail), line.associate.minutes, parts, euros_of(line.cents)))
    return rows


def rows_by_profession(tried: list[Tried], team: Team) -> list[Row]:
    return [
        Row(group.label, count(len(group.keys), "personne"), _cells(tried, [group.cents_in(one) for one in tried]))
        for group in groups_of(team)
    ]


def totals(tried: list[Tried]) -> list[Row]:
    known = [one.outcome for one in tried]
    return [
        Row("Réparti", "", _cells(tried, [one.shared if one else None for one in known])),
        Row("Reste à la société", "", _cells(tried, [one.left if one else None for one in known])),
        Row("Charges", "", _cells(tried, [one.charged if one else None for one in known])),
        Row("Montant de départ", "", _cells(tried, [one.total if one else None for one in known])),
    ]


def _cells(tried: list[Tried], amounts: list[int | None]) -> list[Cell]:
    first = amounts[0] if amounts else None
    cells = []
    for rank, (one, cents) in enumerate(zip(tried, amounts, strict=True)):
        change = euros_of(cents - first) if rank and cents is not None and first is not None else None
        cells.append(Cell(one.scenario.title, None if cents is None else euros_of(cents), change))
    return cells
