"""Who gathers what the lines of a year ask, and by when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import timezone

from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import people_on
from filrouge.kernel.reading import told_by_year, told_once
from filrouge.kernel.work.enums import TaskStatus
from filrouge.kernel.work.queries import person_of
from filrouge.modules.aci.enums import heading_of, headings
from filrouge.modules.aci.models import Assignment
from filrouge.modules.aci.queries.dates import declare_by

__all__ = ["asked_of", "assignments_of", "due_by_default", "lines", "note_of", "person_of", "proposed", "team"]


def lines(year: int) -> Iterator[tuple[str, str]]:
    """The code and the label of what is given to somebody: indicators, then papers of no indicator alone."""
    return ((code, heading.label) for code, heading in headings(year).items())


@told_by_year
def assignments_of(years: Sequence[int]) -> dict[int, dict[str, Assignment]]:
    """By line; what was taken away from everybody is left out."""
    found: dict[int, dict[str, Assignment]] = {year: {} for year in years}
    rows = Assignment.objects.filter(year__in=years).exclude(task__status=TaskStatus.DROPPED)
    for row in rows.select_related("task__owner"):
        found[row.year][row.code] = row
    return found


def asked_of(year: int, code: str) -> str:
    """What a task says when nobody wrote a note: the papers of the guide."""
    heading = heading_of(year, code)
    return f"Pièces demandées : {' ; '.join(heading.asked)}." if heading else ""


def note_of(row: Assignment) -> str:
    """What somebody wrote, and nothing of what the task says by itself."""
    detail: str = row.task.detail
    return "" if detail == asked_of(row.year, row.code) else detail


@told_once
def team() -> tuple[Person, ...]:
    """Who may be given a line today."""
    return tuple(people_on(timezone.localdate()))


def proposed(year: int) -> dict[str, Person]:
    """By line, who answered for it the year before and is still in the team."""
    present = {one.pk for one in team()}
    before = assignments_of(year - 1).items()
    return {code: row.task.owner for code, row in before if row.task.owner and row.task.owner_id in present}


def due_by_default(year: int, today: date, *, only_proof: bool) -> date:
    """31 December for what has to be done in the year; for a paper, the day the declaration closes."""
    end = date(year, 12, 31)
    return declare_by(year) if only_proof or today > end else end
