from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.work import policy, queries, services
from filrouge.kernel.work.forms import STATES, QuickTaskForm, TaskFilterForm, TaskForm
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.recurrence import label_of
from filrouge.kernel.work.views import shape
from filrouge.ui.http import sentence
from filrouge.ui.tabs import tabs_of_filter

PAGE = 25
DONE = {"done": services.complete_task, "reopen": services.reopen_task, "drop": services.drop_task}
SENTENCES = {
    "done": "Tâche faite. Bien joué !",
    "reopen": "La tâche est rouverte.",
    "drop": "La tâche est abandonnée.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def task_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    add = QuickTaskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(request.membership, policy.CREATE)
        if add.is_valid():
            services.create_task(by=request.membership, **add.cleaned_data)
            messages.success(request, "La tâche est ajoutée.")
            return redirect(shape.back_to(request, reverse("work:list", args=[request.organisation.slug])))
    template = "work/list.html#rows" if request.htmx else "work/list.html"
    context = list_context(request) | {"add": add, "can_add": can(request.membership, policy.CREATE)}
    return render(request, template, context, status=422 if add.is_bound else 200)


def list_context(request: TenantRequest) -> dict[str, Any]:
    today = timezone.localdate()
    form = TaskFilterForm(request.GET)
    filters = form.filters()
    mine = queries.person_of(request.membership) if filters["owner"] == "mine" else None
    tasks = queries.task_list(today, mine=mine, **filters)
    page = Paginator(tasks, PAGE).get_page(request.GET.get("page"))
    counts = {"late": queries.late_on(today).count()}
    return {
        "form": form,
        "page": page,
        "rows": shape.rows_of(page.object_list, request.membership, today),
        "tabs": tabs_of_filter(request.GET, "state", STATES, filters["state"], counts),
        "state": filters["state"],
        "active": any(filters[name] for name in ("text", "owner", "origin")),
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
    return render(request, "work/form.html", {"form": form}, status=422 if form.is_bound else 200)


@transaction.atomic
def _create(request: TenantRequest, *, tell: bool, values: dict[str, Any]) -> Task:
    task = services.create_task(by=request.membership, **values)
    if tell:
        services.tell_owner(task, by=request.membership)
    return task


@require_http_methods(["GET", "HEAD", "POST"])
def task_detail(request: TenantRequest, task_id: UUID) -> HttpResponse:
    require(request.membership, policy.VIEW)
    task = get_object_or_404(Task.objects.select_related("owner"), pk=task_id)
    form = TaskForm(request.POST or None, instance=task)
    if form.is_valid():
        services.change_task(task, by=request.membership, **form.cleaned_data)
        messages.success(request, "Les changements sont enregistrés.")
        return redirect(task)
    if form.is_bound:
        task = queries.tasks_by_id(task_id)  # the refused values stay in the form, not in the title of the page
    context = detail_context(request, task) | {"form": form}
    return render(request, "work/detail.html", context, status=422 if form.is_bound else 200)


def detail_context(request: TenantRequest, task: Task) -> dict[str, Any]:
    return {
        "task": task,
        "colour": shape.colour_of(task, timezone.localdate()),
        "late": task.is_late_on(timezone.localdate()),
        "may_act": services.may_act(task, request.membership),
        "recurrence": label_of(task.recurrence),
        "history": shape.history(task),
    }


@require_POST
def task_move(request: TenantRequest, task_id: UUID, act: str) -> HttpResponse:
    """Done, reopened or dropped: from the list (one row comes back) or from the page of the task."""
    require(request.membership, policy.VIEW)
    task = get_object_or_404(Task.objects.all(), pk=task_id)
    try:
        task = DONE[act](task, by=request.membership)
    except ValidationError as error:
        if request.htmx:
            return shape.with_toast(HttpResponse(status=204), sentence(error), "danger")
        messages.error(request, sentence(error))
        return redirect(task)
    if request.htmx:
        (row,) = shape.rows_of([task], request.membership, timezone.localdate())
        return shape.with_toast(render(request, "work/_task_row.html", {"row": row}), SENTENCES[act])
    messages.success(request, SENTENCES[act])
    return redirect(shape.back_to(request, task.get_absolute_url()))


@require_POST
def task_tell(request: TenantRequest, task_id: UUID) -> HttpResponse:
    require(request.membership, policy.VIEW)
    task = get_object_or_404(Task.objects.select_related("owner"), pk=task_id)
    try:
        services.tell_owner(task, by=request.membership)
    except ValidationError as error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, "Le message part vers le responsable de la tâche.")
    return redirect(task)


@require_POST
@transaction.atomic
def task_bulk(request: TenantRequest) -> HttpResponse:
    """Mark several tasks as done at once; those already done are left alone."""
    require(request.membership, policy.VIEW)
    keys = queries.valid_ids(request.POST.getlist("tasks"))
    done = [services.complete_task(task, by=request.membership) for task in queries.open_tasks().filter(pk__in=keys)]
    text = (
        "Aucune tâche à cocher." if not done else f"{len(done)} tâches faites." if len(done) > 1 else SENTENCES["done"]
    )
    messages.success(request, text)
    return redirect(shape.back_to(request, reverse("work:list", args=[request.organisation.slug])))
