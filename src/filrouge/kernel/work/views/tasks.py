from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.work import policy, queries, services
from filrouge.kernel.work.forms import EFFORTS, STATES, QuickLineForm, TaskFilterForm, TaskForm
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.views import shape
from filrouge.ui.forms import accepted
from filrouge.ui.http import back_to
from filrouge.ui.tabs import tabs_of_filter

PAGE = 25
DONE = "Tâche faite. Bien joué !"


@require_http_methods(["GET", "HEAD", "POST"])
def task_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    if request.method == "POST":
        return quick_add(request)
    template = "work/list.html#rows" if request.htmx else "work/list.html"
    return render(request, template, list_context(request, QuickLineForm()))


def quick_add(request: TenantRequest) -> HttpResponse:
    """The line at the head of the list: what it says while it is typed (``look``), then the task."""
    require(request.membership, policy.CREATE)
    add = QuickLineForm(request.POST)
    if "look" in request.POST:
        return render(request, "work/_understood.html", {"add": add})
    if accepted(add, lambda: services.create_task(by=request.membership, **add.values())):
        messages.success(request, f"La tâche « {add.said.title} » est ajoutée.")
        return redirect(back_to(request, reverse("work:list", args=[request.organisation.slug])))
    return render(request, "work/list.html", list_context(request, add), status=422)


def list_context(request: TenantRequest, add: QuickLineForm) -> dict[str, Any]:
    today = timezone.localdate()
    form = TaskFilterForm(request.GET)
    filters = form.filters()
    mine = queries.person_of(request.membership) if filters["owner"] == "mine" else None
    found = queries.task_list(today, mine=mine, **filters)
    paginator = Paginator(queries.with_people_and_blocks(found), PAGE)
    paginator.count, late = queries.how_many(found, today)
    if filters["state"] == "done":
        late = queries.late_on(today).count()
    page = paginator.get_page(request.GET.get("page"))
    return {
        "add": add,
        "can_add": can(request.membership, policy.CREATE),
        "form": form,
        "page": page,
        "rows": shape.rows_of(page.object_list, request.membership, today),
        "planes": shape.planes(request, "work:list"),
        "tabs": tabs_of_filter(request.GET, "state", STATES, filters["state"], {"late": late}),
        "state": filters["state"],
        "active": any(filters[name] for name in ("text", "owner", "origin", "label", "year", "kept")),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def task_create(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.CREATE)
    form = TaskForm(request.POST or None)
    if form.is_valid():
        tell = form.cleaned_data.pop("tell")
        try:
            task = _create(request, tell=tell, values=form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "La tâche est créée." + (" Son responsable est prévenu." if tell else ""))
            return redirect(task)
    return render(request, "work/form.html", {"form": form, "efforts": EFFORTS}, status=422 if form.is_bound else 200)


@transaction.atomic
def _create(request: TenantRequest, *, tell: bool, values: dict[str, Any]) -> Task:
    task = services.create_task(by=request.membership, **values)
    if tell:
        services.tell_owner(task, by=request.membership)
    return task


@require_POST
@transaction.atomic
def task_bulk(request: TenantRequest) -> HttpResponse:
    """Mark several tasks as done at once; those already done are left alone."""
    require(request.membership, policy.VIEW)
    keys = queries.valid_ids(request.POST.getlist("tasks"))
    done = [services.complete_task(task, by=request.membership) for task in queries.open_tasks().filter(pk__in=keys)]
    text = "Aucune tâche à cocher." if not done else f"{len(done)} tâches faites." if len(done) > 1 else DONE
    messages.success(request, text)
    return redirect(back_to(request, reverse("work:list", args=[request.organisation.slug])))
