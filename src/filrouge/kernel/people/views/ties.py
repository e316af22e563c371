"""Engagements and responsibilities of a person: opened, ended, taken back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from filrouge.kernel.people import policy, services
from filrouge.kernel.people.forms import EndForm, EngagementForm, ResponsibilityForm
from filrouge.kernel.people.models import Engagement, Person, Responsibility
from filrouge.kernel.people.views.answers import done
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.ui.forms import accepted


def _person(pk: UUID) -> Person:
    return get_object_or_404(Person.objects.select_related("organisation"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def engagement_add(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.EDIT)
    person = _person(pk)
    form = EngagementForm(request.POST or None, instance=Engagement(person=person))

    def write() -> None:
        services.add_engagement(person, by=request.membership, **form.cleaned_data)

    if request.method == "POST" and accepted(form, write):
        messages.success(request, "Le lien est noté.")
        return redirect(person)
    context = {"form": form, "person": person, "heading": "Un lien avec l’équipe", "button": "Enregistrer le lien"}
    return render(request, "people/tie.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def engagement_end(request: TenantRequest, pk: UUID, tie: UUID) -> HttpResponse:
    require(request.membership, policy.EDIT)
    person = _person(pk)
    engagement = get_object_or_404(Engagement.objects.filter(person=person), pk=tie)
    form = EndForm(request.POST or None, initial={"ends_on": engagement.ends_on or timezone.localdate()})

    def write() -> None:
        services.end_engagement(engagement, by=request.membership, **form.cleaned_data)

    if request.method == "POST" and accepted(form, write):
        messages.success(request, "La fin du lien est notée.")
        return redirect(person)
    heading = f"Fin du lien : {engagement.get_status_display()}"
    context = {"form": form, "person": person, "heading": heading, "button": "Enregistrer", "engagement": engagement}
    return render(request, "people/tie.html", context, status=422 if form.is_bound else 200)


@require_POST
def engagement_remove(request: TenantRequest, pk: UUID, tie: UUID) -> HttpResponse:
    require(request.membership, policy.EDIT)
    person = _person(pk)
    engagement = get_object_or_404(Engagement.objects.filter(person=person).select_related("person"), pk=tie)
    done(request, lambda: services.remove_engagement(engagement, by=request.membership), "Le lien est retiré.")
    return redirect(person)


@require_http_methods(["GET", "HEAD", "POST"])
def responsibility_add(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.EDIT)
    person = _person(pk)
    form = ResponsibilityForm(request.POST or None, instance=Responsibility(person=person))

    def write() -> None:
        services.add_responsibility(person, by=request.membership, **form.cleaned_data)

    if request.method == "POST" and accepted(form, write):
        messages.success(request, "La responsabilité est notée.")
        return redirect(person)
    context = {"form": form, "person": person, "heading": "Une responsabilité", "button": "Enregistrer"}
    return render(request, "people/tie.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def responsibility_end(request: TenantRequest, pk: UUID, tie: UUID) -> HttpResponse:
    require(request.membership, policy.EDIT)
    person = _person(pk)
    role = get_object_or_404(Responsibility.objects.filter(person=person), pk=tie)
    form = EndForm(request.POST or None, initial={"ends_on": role.ends_on or timezone.localdate()})

    def write() -> None:
        services.end_responsibility(role, by=request.membership, **form.cleaned_data)

    if request.method == "POST" and accepted(form, write):
        messages.success(request, "La fin de la responsabilité est notée.")
        return redirect(person)
    context = {"form": form, "person": person, "heading": f"Fin : {role.label}", "button": "Enregistrer"}
    return render(request, "people/tie.html", context, status=422 if form.is_bound else 200)
