"""What a task holds: steps, comments, files."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.work import policy, queries, services
from filrouge.kernel.work.forms import CommentForm, FileForm, StepForm
from filrouge.kernel.work.models import Task, TaskStep
from filrouge.kernel.work.views.one import detail_context
from filrouge.ui.forms import accepted

ACTS: dict[str, Callable[[TaskStep, Membership, QueryDict], object]] = {
    "tick": lambda step, by, _data: services.tick_step(step, by=by, done=True),
    "untick": lambda step, by, _data: services.tick_step(step, by=by, done=False),
    "up": lambda step, by, _data: services.move_step(step, by=by, to=step.position - 1),
    "down": lambda step, by, _data: services.move_step(step, by=by, to=step.position + 1),
    "move": lambda step, by, data: services.move_step(step, by=by, to=_place(data)),
    "remove": lambda step, by, _data: services.remove_step(step, by=by),
}


@require_POST
def task_steps(request: TenantRequest, task_id: UUID) -> HttpResponse:
    """Add a step, or do to one of them what a button asks (named after the act, with the step as its value)."""
    require(request.membership, policy.VIEW)
    task = get_object_or_404(Task.objects.select_related("owner"), pk=task_id)
    asked = next((act for act in ACTS if act in request.POST), "")
    form = StepForm(request.POST if not asked else None)
    if asked:
        keys = queries.valid_ids([request.POST[asked]])
        ACTS[asked](get_object_or_404(queries.steps_of(task), pk__in=keys), request.membership, request.POST)
    elif accepted(form, lambda: services.add_step(task, by=request.membership, text=form.cleaned_data["text"])):
        form = StepForm()
    if request.htmx:
        context = {"task": task, "steps": queries.steps_of(task), "step_form": form, "may_act": True}
        return render(request, "work/_steps.html", context, status=422 if form.is_bound else 200)
    return _refused(request, task, step_form=form) if form.is_bound else redirect(task)


@require_POST
def task_comments(request: TenantRequest, task_id: UUID) -> HttpResponse:
    require(request.membership, policy.VIEW)
    task = get_object_or_404(Task.objects.all(), pk=task_id)
    if "remove" in request.POST:
        keys = queries.valid_ids([request.POST["remove"]])
        comment = get_object_or_404(queries.comments_of(task).select_related("task"), pk__in=keys)
        services.remove_comment(comment, by=request.membership)
        messages.success(request, "Le commentaire est retiré.")
        return redirect(task)
    require(request.membership, policy.CREATE)
    form = CommentForm(request.POST)
    if accepted(form, lambda: services.write_comment(task, by=request.membership, text=form.cleaned_data["text"])):
        return redirect(f"{task.get_absolute_url()}#commentaires")
    return _refused(request, task, comment_form=form)


@require_POST
def task_files(request: TenantRequest, task_id: UUID) -> HttpResponse:
    require(request.membership, policy.VIEW)
    task = get_object_or_404(Task.objects.select_related("owner"), pk=task_id)
    services.require_right(task, request.membership)
    if "remove" in request.POST:
        keys = queries.valid_ids([request.POST["remove"]])
        kept = get_object_or_404(queries.files_of(task), pk__in=keys)
        services.detach_file(kept, by=request.membership)
        messages.success(request, f"« {kept.file.name} » est retiré.")
        return redirect(task)
    form = FileForm(request.POST, request.FILES)

    def attach() -> None:
        given = form.cleaned_data["file"]
        services.attach_file(task, by=request.membership, name=given.name, content=given)

    if accepted(form, attach):
        messages.success(request, "Le fichier est gardé avec la tâche.")
        return redirect(task)
    return _refused(request, task, file_form=form)


def _refused(request: TenantRequest, task: Task, **forms: StepForm | CommentForm | FileForm) -> HttpResponse:
    whole = queries.with_people(Task.objects.filter(pk=task.pk)).get()
    return render(request, "work/detail.html", detail_context(request, whole) | forms, status=422)


def _place(data: QueryDict) -> int:
    typed = data.get("to", "")
    return int(typed[:4]) if typed.isdecimal() else 1
