"""Who gathers what each line asks, and by when: all of them on one page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.reading import about_years
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.aci import policy, queries, services
from filrouge.modules.aci.engine import BadCase
from filrouge.modules.aci.forms.planner import AssignmentForm, TellForm
from filrouge.modules.aci.models import Assignment, YearInputs
from filrouge.modules.aci.queries import Row, owners
from filrouge.modules.aci.views import shape
from filrouge.ui.http import sentence
from filrouge.ui.typography import count

FORM_METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True, slots=True)
class LineToGive:
    code: str
    label: str
    row: Row | None  # nothing when the year cannot be computed, or for a paper of no indicator alone
    assignment: Assignment | None
    before: Person | None  # who answered for it last year
    form: AssignmentForm


@require_http_methods(FORM_METHODS)
def owners_page(request: TenantRequest, year: int) -> HttpResponse:
    require(request.membership, policy.KEEP)
    inputs = shape.typed_year(year)
    people = {str(one.pk): one for one in owners.team()}
    with about_years(year - 1, year):
        lines = list(_lines(request, inputs, people))
    tell = TellForm(request.POST or None)
    valid = [line.form.is_valid() for line in lines] if request.method == "POST" else [False]
    if all(valid) and tell.is_valid() and (saved := _kept(request, year, lines, people, tell)) is not None:
        messages.success(request, f"C’est noté : {count(saved, 'ligne changée|lignes changées')}.")
        return redirect(shape.address_of(request, year))
    context: dict[str, Any] = {"year": year, "lines": lines, "tell": tell, "back": shape.address_of(request, year)}
    context["taken"] = "reprendre" in request.GET
    context["proposals"] = any(line.before and not line.assignment for line in lines)
    return render(request, "aci/owners.html", context, status=422 if request.method == "POST" else 200)


def _lines(request: TenantRequest, inputs: YearInputs, people: dict[str, Person]) -> Any:
    year, today, taken = inputs.year, timezone.localdate(), "reprendre" in request.GET
    given, before, rows = owners.assignments_of(year), owners.proposed(year), _rows(request, inputs)
    named = dict(people)
    for one in given.values():
        if one.task.owner:
            named.setdefault(str(one.task.owner_id), one.task.owner)
    choices = [(key, one.full_name) for key, one in named.items()]
    for code, label in owners.lines(year):
        row, held = rows.get(code), given.get(code)
        only_proof = row is not None and bool(row.euros) and not row.missing
        initial: dict[str, Any] = {"due_on": owners.due_by_default(year, today, only_proof=only_proof)}
        if held:
            initial = {"owner": held.task.owner_id, "due_on": held.task.due_on, "note": owners.note_of(held)}
        elif taken and code in before:
            initial["owner"] = before[code].pk
        form = AssignmentForm(request.POST or None, prefix=code, people=choices, initial=initial)
        yield LineToGive(code, label, row, held, before.get(code), form)


def _rows(request: TenantRequest, inputs: YearInputs) -> dict[str, Row]:
    try:
        return {row.code: row for row in queries.value_of(request.membership, inputs).rows}
    except BadCase:
        return {}  # the year says why


def _kept(
    request: TenantRequest, year: int, lines: list[LineToGive], people: dict[str, Person], tell: TellForm
) -> int | None:
    """How many lines changed; nothing when one was refused, which its form says."""
    changed = 0
    for line in lines:
        try:
            changed += _keep(request, year, line, people, tell.cleaned_data["tell"])
        except ValidationError as error:
            line.form.add_error(None, sentence(error))
            return None
    return changed


def _keep(request: TenantRequest, year: int, line: LineToGive, people: dict[str, Person], tell: bool) -> bool:
    said, held = line.form.cleaned_data, line.assignment
    owner = people.get(said["owner"]) or (held.task.owner if held and said["owner"] else None)
    if owner is None:
        if held is None or held.task.owner is None:
            return False
        services.release(held, by=request.membership)
        return True
    fields = {"owner": owner, "due_on": said["due_on"], "note": said["note"]}
    if held and fields == {"owner": held.task.owner, "due_on": held.task.due_on, "note": owners.note_of(held)}:
        return False
    services.assign(year, line.code, by=request.membership, **fields, tell=tell)
    return True
