from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.people import policy, queries, services
from filrouge.kernel.people.enums import Status, Weekday
from filrouge.kernel.people.forms import DepartureForm, NewPersonForm, PersonForm
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.panels import person_panels
from filrouge.kernel.people.views.answers import done
from filrouge.kernel.people.views.directory import BADGES
from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.timeline.queries import history_of
from filrouge.ui.forms import accepted
from filrouge.ui.typography import date_long

HISTORY = "timeline.view"


@require_safe
def person_detail(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.VIEW)
    person = get_object_or_404(
        Person.objects.select_related("site", "organisation").prefetch_related("engagements", "responsibilities"),
        pk=pk,
    )
    status = queries.current_status(person, timezone.localdate())
    context = {
        "person": person,
        "status": Status(status).label if status else "",
        "colour": BADGES[status] if status else "grey",
        "week": [(day.label, day.value in person.days_on_site) for day in Weekday],
        "groups": queries.groups_of(person),
        "panels": panels(request, person),
        "entries": _history(request, person),
        "can_edit": can(request.membership, policy.EDIT),
        "today": timezone.localdate(),
    }
    return render(request, "people/detail.html", context)


def panels(request: TenantRequest, person: Person) -> list[Any]:
    given = (panel(request.membership, person) for panel in person_panels.values())
    return [panel for panel in given if panel is not None]


def _history(request: TenantRequest, person: Person) -> list[dict[str, Any]]:
    if not can(request.membership, HISTORY):
        return []
    return [
        {"text": entry.sentence, "who": entry.actor_name, "when": entry.happened_at, "icon": "", "url": ""}
        for entry in history_of(person)[:15]
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def person_create(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.EDIT)
    person = Person()
    form = NewPersonForm(request.POST or None, instance=person)

    def write() -> None:
        nonlocal person
        person = services.add_person(by=request.membership, **form.cleaned_data)

    if request.method == "POST" and accepted(form, write):
        messages.success(request, f"{person.full_name} fait partie de l’équipe.")
        return redirect("people:create" if "again" in request.POST else person, *_slug_if_again(request))
    return render(request, "people/form.html", {"form": form}, status=422 if form.is_bound else 200)


def _slug_if_again(request: TenantRequest) -> list[str]:
    return [request.organisation.slug] if "again" in request.POST else []


@require_http_methods(["GET", "HEAD", "POST"])
def person_edit(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.EDIT)
    person = get_object_or_404(Person.objects.select_related("organisation"), pk=pk)
    form = PersonForm(request.POST or None, instance=get_object_or_404(Person, pk=pk))

    def write() -> None:
        services.change_person(person, by=request.membership, **form.cleaned_data)

    if request.method == "POST" and accepted(form, write):
        messages.success(request, "La fiche est à jour.")
        return redirect(person)
    context = {"form": form, "person": person}
    return render(request, "people/form.html", context, status=422 if form.is_bound else 200)


@require_POST
def person_delete(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.EDIT)
    person = get_object_or_404(Person.objects.select_related("organisation"), pk=pk)
    name = person.full_name
    if done(
        request,
        lambda: services.delete_person(person, by=request.membership),
        f"La fiche de {name} est supprimée.",
    ):
        return redirect("people:list", request.organisation.slug)
    return redirect("people:detail", request.organisation.slug, pk)


@require_http_methods(["GET", "HEAD", "POST"])
def person_depart(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.EDIT)
    person = get_object_or_404(Person.objects.select_related("organisation"), pk=pk)
    today = timezone.localdate()
    form = DepartureForm(request.POST or None, initial={"left_on": today})

    def write() -> None:
        services.record_departure(person, by=request.membership, **form.cleaned_data)

    if request.method == "POST" and accepted(form, write):
        messages.success(request, f"Départ noté au {date_long(form.cleaned_data['left_on'])}.")
        return redirect(person)
    context = {
        "form": form,
        "person": person,
        "held": queries.held_by(person, today),
        "sisa": queries.sisa_state(today),
        "without": queries.sisa_without(person, today),
    }
    return render(request, "people/depart.html", context, status=422 if form.is_bound else 200)


@require_POST
def person_return(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.EDIT)
    person = get_object_or_404(Person.objects.select_related("organisation"), pk=pk)
    done(
        request,
        lambda: services.undo_departure(person, by=request.membership),
        f"Le départ de {person.full_name} est annulé : ses liens, responsabilités et groupes sont rétablis.",
    )
    return redirect(person)
