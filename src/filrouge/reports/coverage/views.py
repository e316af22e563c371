from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.documents.responses import sheet_answer
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.work.queries import person_of
from filrouge.modules.coordinator.enums import activities, block_label
from filrouge.reports.coverage import exports, policy, queries, services
from filrouge.reports.coverage.enums import Part, State
from filrouge.reports.coverage.forms import FilterForm, PartForm
from filrouge.reports.coverage.queries import Line
from filrouge.ui.forms import accepted
from filrouge.ui.http import attempt

NOBODY = "Votre compte n’est relié à personne de l’équipe : demandez à la coordination de le relier à votre fiche."


@require_safe
def coverage(request: TenantRequest) -> HttpResponse:
    """The hundred activities: the page that carries each, who holds it, the time it takes."""
    require(request.membership, policy.VIEW)
    lines = queries.lines_of(request.membership, timezone.localdate().year)
    form = FilterForm(request.GET)
    found = queries.kept(lines, form.filters(), person_of(request.membership))
    context = {
        "blocks": queries.by_block(found),
        "form": form,
        "found": len(found),
        "total": len(lines),
        "carried": sum(bool(line.screens) for line in lines),
        "held": sum(line.state != State.NOBODY for line in lines),
        "minutes": sum(line.minutes for line in lines),
        "year": timezone.localdate().year,
    }
    return render(request, "coverage/list.html", context)


@require_safe
def export(request: TenantRequest, file_format: str) -> HttpResponse:
    require(request.membership, policy.VIEW)
    lines = queries.lines_of(request.membership, timezone.localdate().year)
    found = queries.kept(lines, FilterForm(request.GET).filters(), person_of(request.membership))
    return sheet_answer(exports.coverage_sheet(found), "qui-fait-quoi", file_format)


def line_of(request: TenantRequest, activity: str) -> Line:
    if activity not in activities():
        raise Http404
    return queries.line_of(request.membership, timezone.localdate().year, activity)


@require_http_methods(["GET", "HEAD", "POST"])
def activity(request: TenantRequest, activity: str) -> HttpResponse:
    """One activity: its pages, and who does what in it."""
    require(request.membership, policy.VIEW)
    line = line_of(request, activity)
    people = queries.people_without_part(activity, timezone.localdate())
    form = PartForm(request.POST or None, people=people, initial={"part": first_part(line)})
    if request.method == "POST":
        require(request.membership, policy.SHARE)

        def give() -> None:
            asked = form.cleaned_data
            services.give_part(activity, asked["person"], asked["part"], by=request.membership)

        if accepted(form, give):
            return redirect(request.path)
    context = {
        "line": line,
        "form": form,
        "block_title": block_label(line.activity.block),
        "mine": any(one.person.user_id == request.user.pk for one in line.parts),
        "year": timezone.localdate().year,
        "shares": can(request.membership, policy.SHARE),
    }
    return render(request, "coverage/activity.html", context, status=422 if form.is_bound else 200)


def first_part(line: Line) -> str:
    """Somebody to answer for it, then those who do it."""
    return Part.RESPONSIBLE if line.state == State.NOBODY else Part.DOES


@require_POST
def take(request: TenantRequest, activity: str) -> HttpResponse:
    """« Je m’en charge »"""
    require(request.membership, policy.SHARE)
    line, person = line_of(request, activity), person_of(request.membership)
    if person is None:
        messages.error(request, NOBODY)
    else:
        give = partial(services.give_part, activity, person, first_part(line), by=request.membership)
        attempt(request, give, "Vous vous en chargez.")
    return redirect("coverage:activity", request.organisation.slug, activity)


@require_POST
def take_back(request: TenantRequest, activity: str, pk: UUID) -> HttpResponse:
    require(request.membership, policy.SHARE)
    given = get_object_or_404(queries.parts(), pk=pk, activity=activity)
    attempt(request, lambda: services.take_back(given, by=request.membership), "Le rôle est retiré.")
    return redirect("coverage:activity", request.organisation.slug, activity)
