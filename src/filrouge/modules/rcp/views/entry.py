"""A concertation of two in thirty seconds: the same page for an account and for a personal link."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.ids import uuid7
from filrouge.kernel.people.enums import Profession
from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline.services import Actor
from filrouge.kernel.work.queries import person_of
from filrouge.modules.rcp import policy, queries, services
from filrouge.modules.rcp.enums import Category
from filrouge.modules.rcp.forms import ConcertationForm
from filrouge.modules.rcp.models import Case
from filrouge.modules.rcp.views import shape
from filrouge.ui.forms import refuse
from filrouge.ui.http import sentence


@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.NOTE)
    me = person_of(request.membership)
    form = ConcertationForm(request.POST if request.method == "POST" else None, me=me)
    case = noted(form, request.membership)
    if case is not None:
        return redirect("rcp:entry_done", request.organisation.slug, case.pk)
    return answer_form(request, form, {})


@require_safe
def entry_done(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.NOTE)
    case = get_object_or_404(queries.cases(request.membership), pk=pk)
    return render(request, "rcp/entry_done.html", done_context(case))


@require_POST
def entry_undo(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.NOTE)
    case = get_object_or_404(queries.cases(request.membership), pk=pk)
    if undone(request, case, request.membership):
        return redirect("rcp:entry", request.organisation.slug)
    return redirect("rcp:entry_done", request.organisation.slug, pk)


def noted(form: ConcertationForm, by: Membership | Actor) -> Case | None:
    """The situation noted, or None: what was refused is then said by the form."""
    if not form.is_valid():
        return None
    try:
        return services.note_concertation(by=by, **form.details())
    except ValidationError as error:
        refuse(form, error)
        return None


def undone(request: HttpRequest, case: Case, by: Membership | Actor) -> bool:
    try:
        services.undo_concertation(case, by=by)
    except ValidationError as error:
        messages.error(request, sentence(error))
        return False
    messages.success(request, "C’est annulé : rien n’est gardé.")
    return True


def answer_form(request: HttpRequest, form: ConcertationForm, more: dict[str, Any]) -> HttpResponse:
    context = form_context(form) | more
    return render(request, "rcp/entry.html", context, status=422 if form.is_bound else 200)


def form_context(form: ConcertationForm) -> dict[str, Any]:
    """Recent partners and themes first; the others behind, in the order of the team."""
    today = timezone.localdate()
    people = {person.pk: person for person in queries.partners_to_choose(today, form.me)}
    recent = [people.pop(key) for key in queries.recent_partners(form.me) if key in people]
    if not recent and len(people) <= 8:  # a small team needs no second list
        recent, people = list(people.values()), {}
    labels = queries.theme_labels(today)
    usual = [key for key in queries.recent_themes() if key in labels]
    return {
        "form": form,
        "link": None,
        "to_file": [],
        "me": form.me,
        "recent": recent,
        "others": by_profession(people.values()),
        "usual": set(usual),
        "themes": [(key, labels[key]) for key in usual],
        "theme_groups": queries.theme_groups(today),
        "categories": Category.choices,
        "chosen": chosen_in(form),
        "entry_key": form.data.get("entry_key") or uuid7(),
        "usual_minutes": queries.method_of(today.year).practice.integer("impromptu_minutes"),
    }


def chosen_in(form: ConcertationForm) -> set[str]:
    """Everything that was ticked, when the page comes back."""
    data: Any = form.data
    return {value for name in data for value in data.getlist(name)} if form.is_bound else set()


def by_profession(people: Any) -> list[tuple[str, list[Person]]]:
    groups: dict[str, list[Person]] = {}
    for person in people:
        groups.setdefault(person.profession, []).append(person)
    return [(Profession(code).label, groups[code]) for code in Profession.values if code in groups]


def done_context(case: Case) -> dict[str, Any]:
    until = services.undo_until(case)
    return {
        "case": case,
        "link": None,
        "row": shape.case_rows([case])[0],
        "undo_until": until if case.meeting.impromptu and until > timezone.now() else None,
    }
