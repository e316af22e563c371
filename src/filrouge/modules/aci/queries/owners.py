"""Who gathers what the lines of a year ask, and by when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils import timezone

from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import people_on
from filrouge.kernel.work.enums import TaskStatus
from filrouge.kernel.work.queries import person_of
from filrouge.modules.aci.enums import heading_of, headings
from filrouge.modules.aci.models import Assignment
from filrouge.modules.aci.queries.dates import declare_by

__all__ = ["asked_of", "assignments_of", "due_by_default", "lines", "note_of", "person_of", "proposed"]


def lines(year: int) -> Iterator[tuple[str, str]]:
    """The code and the label of what is given to somebody: indicators, then papers of no indicator alone."""
    return ((code, heading.label) for code, heading in headings(year).items())


def assignments_of(year: int) -> dict[str, Assignment]:
    """By line; what was taken away from everybody is left out."""
    rows = Assignment.objects.filter(year=year).exclude(task__status=TaskStatus.DROPPED)
    return {row.code: row for row in rows.select_related("task__owner")}


def asked_of(year: int, code: str) -> str:
    """What a task says when nobody wrote a note: the papers of the guide."""
    heading = heading_of(year, code)
    return f"Pièces demandées : {' ; '.join(heading.asked)}." if heading else ""


def note_of(row: Assignment) -> str:
    """What somebody wrote, and nothing of what the task says by itself."""
    detail: str = row.task.detail
    return "" if detail == asked_of(row.year, row.code) else detail


def proposed(year: int) -> dict[str, Person]:
    """By line, who answered for it the year before and is still in the team."""
    present = set(people_on(timezone.localdate()).values_list("pk", flat=True))
    before = assignments_of(year - 1).items()
    return {code: row.task.owner for code, row in before if row.task.owner and row.task.owner_id in present}


def due_by_default(year: int, today: date, *, only_proof: bool) -> date:
    """31 December for what has to be done in the year; for a paper, the day the declaration closes."""
    end = date(year, 12, 31)
    return declare_by(year) if only_proof or today > end else end
