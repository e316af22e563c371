from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.deciding import forms, policy, queries, services
from filrouge.modules.deciding.enums import ProjectIdeaState
from filrouge.ui.forms import accepted, form_sentence

PAGE = 25


@require_http_methods(["GET", "HEAD", "POST"])
def project_idea_list(request: TenantRequest) -> HttpResponse:
    """Ideas of projects, to be sorted; posting one adds it."""
    require(request.membership, policy.RUN if request.method == "POST" else policy.VIEW)
    form = forms.ProjectIdeaForm(request.POST or None)
    if request.method == "POST" and accepted(
        form, lambda: services.note_project_idea(by=request.membership, **form.cleaned_data)
    ):
        return redirect("deciding:project_ideas", request.organisation.slug)
    filter_form = forms.ProjectIdeaFilterForm(request.GET)
    filters = filter_form.filters()
    context = {
        "form": form,
        "filter_form": filter_form,
        "page": Paginator(queries.project_ideas(request.membership, **filters), PAGE).get_page(request.GET.get("page")),
        "active": any(filters.values()),
        "states": ProjectIdeaState.choices,
        "can_run": can(request.membership, policy.RUN),
    }
    template = "deciding/project_ideas.html#rows" if request.htmx else "deciding/project_ideas.html"
    return render(request, template, context, status=422 if form.is_bound else 200)


@require_POST
def project_idea_follow(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.RUN)
    idea = get_object_or_404(queries.project_ideas(request.membership), pk=pk)
    form = forms.ProjectIdeaStateForm(request.POST)
    if not accepted(form, lambda: services.follow_project_idea(idea, by=request.membership, **form.cleaned_data)):
        messages.error(request, form_sentence(form))
    return redirect(idea)
