from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from filrouge.kernel.policy import policy, require
from filrouge.kernel.shell import services
from filrouge.kernel.shell.views.common import page
from filrouge.kernel.tenancy import queries
from filrouge.kernel.tenancy.forms import LegalEntityForm, OrganisationForm, SiteForm
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.tenancy.models import LegalEntity, Organisation, Site
from filrouge.ui.forms import accepted

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(FORM_METHODS)
def organisation(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.SETTINGS)
    # a copy: the form writes refused values into its instance, and the frame of the page shows request.organisation
    form = OrganisationForm(request.POST or None, instance=Organisation.objects.get(pk=request.organisation.pk))
    if request.method == "POST" and accepted(
        form,
        lambda: services.change_organisation(request.organisation, by=request.membership, **form.cleaned_data),
    ):
        messages.success(request, "Les réglages sont enregistrés.")
        return redirect("settings:organisation", request.organisation.slug)
    status = 422 if form.is_bound else 200
    return page(request, "shell/organisation.html", "organisation", {"form": form}, status=status)


@require_GET
def sites(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.SETTINGS)
    return page(request, "shell/sites.html", "sites", {"sites": queries.sites()})


@require_http_methods(FORM_METHODS)
def site(request: TenantRequest, pk: UUID | None = None) -> HttpResponse:
    require(request.membership, policy.SETTINGS)
    row = get_object_or_404(Site, pk=pk) if pk else None
    form = SiteForm(request.POST or None, instance=get_object_or_404(Site, pk=pk) if pk else None)
    if request.method == "POST" and accepted(
        form, lambda: services.save_site(row, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "Le site est enregistré.")
        return redirect("settings:sites", request.organisation.slug)
    context = {"form": form, "site": row}
    return page(request, "shell/site.html", "sites", context, status=422 if form.is_bound else 200)


@require_POST
def site_remove(request: TenantRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(Site, pk=pk)
    _remove(request, services.remove_site, row, "Le site est supprimé.")
    return redirect("settings:sites", request.organisation.slug)


@require_GET
def legal_entities(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.SETTINGS)
    context = {"entities": queries.legal_entities()}
    return page(request, "shell/legal_entities.html", "legal_entities", context)


@require_http_methods(FORM_METHODS)
def legal_entity(request: TenantRequest, pk: UUID | None = None) -> HttpResponse:
    require(request.membership, policy.SETTINGS)
    row = get_object_or_404(LegalEntity, pk=pk) if pk else None
    form = LegalEntityForm(request.POST or None, instance=get_object_or_404(LegalEntity, pk=pk) if pk else None)
    if request.method == "POST" and accepted(
        form, lambda: services.save_legal_entity(row, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "L’entité est enregistrée.")
        return redirect("settings:legal_entities", request.organisation.slug)
    context = {"form": form, "entity": row}
    return page(request, "shell/legal_entity.html", "legal_entities", context, status=422 if form.is_bound else 200)


@require_POST
def legal_entity_remove(request: TenantRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(LegalEntity, pk=pk)
    _remove(request, services.remove_legal_entity, row, "L’entité est supprimée.")
    return redirect("settings:legal_entities", request.organisation.slug)


def _remove(request: TenantRequest, service: Any, row: Site | LegalEntity, done: str) -> None:
    try:
        service(row, by=request.membership)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
