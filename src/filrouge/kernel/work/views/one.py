"""The page of one task, and what its buttons do."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.work import policy, queries, services
from filrouge.kernel.work.forms import EFFORTS, BlockForm, CommentForm, FileForm, StepForm, TaskForm
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.recurrence import label_of
from filrouge.kernel.work.services.rights import locked
from filrouge.kernel.work.views import shape
from filrouge.ui.forms import accepted
from filrouge.ui.http import attempt, back_to, move_to_day, sentence, with_toast

DONE = {
    "done": services.complete_task,
    "reopen": services.reopen_task,
    "drop": services.drop_task,
    "skip": services.skip_task,
}
SENTENCES = {
    "done": "Tâche faite. Bien joué !",
    "reopen": "La tâche est rouverte.",
    "drop": "La tâche est abandonnée.",
    "skip": "Passée cette fois : elle reviendra à sa prochaine date. « Rouvrir » l’annule.",
}


@require_safe
def task_detail(request: TenantRequest, task_id: UUID) -> HttpResponse:
    require(request.membership, policy.VIEW)
    task = get_object_or_404(queries.with_people(Task.objects.all()), pk=task_id)
    return render(request, "work/detail.html", detail_context(request, task))


def detail_context(request: TenantRequest, task: Task) -> dict[str, Any]:
    """``task`` comes from ``queries.with_people``."""
    today, me = timezone.localdate(), request.membership
    around = list(queries.blocks_around(task))
    blocks = [block for block in around if block.task_id == task.pk]
    row = shape.row_of(task, me, today, [block for block in blocks if block.blocked_by.is_open])
    return {
        "task": task,
        "row": row,
        "may_act": row.may_act,
        "colour": shape.colour_of(task, today),
        "blocks": blocks,
        "waiting": [block.task for block in around if block.task_id != task.pk and block.task.is_open],
        "may_remind": can(me, policy.MANAGE) and task.owner is not None and row.late,
        "recurrence": label_of(task.recurrence),
        "steps": queries.steps_of(task),
        "comments": [(one, services.may_remove(one, me)) for one in queries.comments_of(task)],
        "files": queries.files_of(task),
        "history": shape.history(task),
        "step_form": StepForm(),
        "comment_form": CommentForm() if can(me, policy.CREATE) else None,
        "file_form": FileForm(),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def task_edit(request: TenantRequest, task_id: UUID) -> HttpResponse:
    require(request.membership, policy.VIEW)
    task = get_object_or_404(queries.with_people_and_blocks(Task.objects.all()), pk=task_id)
    services.require_right(task, request.membership)
    form = TaskForm(request.POST or None, instance=task)
    if accepted(form, lambda: services.change_task(task, by=request.membership, **form.cleaned_data)):
        messages.success(request, "Les changements sont enregistrés.")
        return redirect(task)
    context = {"form": form, "efforts": EFFORTS, "task": queries.tasks_by_id(task_id)}
    if task.is_open:
        context |= {"block_form": BlockForm(task=task), "blocks": queries.blocks_of(task)}
    return render(request, "work/edit.html", context, status=422 if form.is_bound else 200)


@require_POST
def task_move(request: TenantRequest, task_id: UUID, act: str) -> HttpResponse:
    """Done, reopened or dropped: from the list (one row comes back) or from the page of the task."""
    require(request.membership, policy.VIEW)
    task = get_object_or_404(Task.objects.all(), pk=task_id)
    try:
        task = DONE[act](task, by=request.membership)
    except ValidationError as error:
        if request.htmx:
            return with_toast(HttpResponse(status=204), sentence(error), "danger")
        messages.error(request, sentence(error))
        return redirect(task)
    if request.htmx:
        shown = queries.with_people_and_blocks(Task.objects.filter(pk=task.pk))
        (row,) = shape.rows_of(shown, request.membership, timezone.localdate())
        return with_toast(render(request, "work/_task_row.html", {"row": row}), SENTENCES[act])
    messages.success(request, SENTENCES[act])
    return redirect(back_to(request, task.get_absolute_url()))


@require_POST
def task_day(request: TenantRequest, task_id: UUID) -> HttpResponse:
    """Due another day: what the calendar asks."""
    require(request.membership, policy.VIEW)
    task = get_object_or_404(queries.open_tasks(), pk=task_id)
    change = partial(services.change_task, task, by=request.membership)
    return move_to_day(
        request,
        lambda day: change(due_on=day),
        lambda: locked(task, request.membership).due_on,
        task.get_absolute_url(),
    )


@require_POST
def task_tell(request: TenantRequest, task_id: UUID) -> HttpResponse:
    require(request.membership, policy.VIEW)
    task = get_object_or_404(Task.objects.select_related("owner"), pk=task_id)
    attempt(
        request,
        lambda: services.tell_owner(task, by=request.membership),
        f"Message écrit à {task.owner}. Si sa limite de la semaine est atteinte, il attend son résumé.",
    )
    return redirect(task)


@require_POST
def task_remind(request: TenantRequest, task_id: UUID) -> HttpResponse:
    require(request.membership, policy.VIEW)
    task = get_object_or_404(queries.tasks(), pk=task_id)
    attempt(
        request,
        lambda: services.remind_owner(task, by=request.membership),
        f"Relance écrite à {task.owner}. Si sa limite de la semaine est atteinte, elle attend son résumé.",
    )
    return redirect(back_to(request, task.get_absolute_url()))


@require_POST
def task_block(request: TenantRequest, task_id: UUID) -> HttpResponse:
    """Wait for another task (``other``), or no longer (``remove``)."""
    require(request.membership, policy.VIEW)
    task = get_object_or_404(Task.objects.all(), pk=task_id)
    if "remove" in request.POST:
        keys = queries.valid_ids([request.POST["remove"]])
        block = get_object_or_404(queries.blocks_of(task), pk__in=keys)
        services.unblock_task(block, by=request.membership)
        messages.success(request, f"La tâche n’attend plus « {block.blocked_by.title} ».")
        return redirect(back_to(request, task.get_absolute_url()))
    form = BlockForm(request.POST, task=task)
    if accepted(form, lambda: services.block_task(task, by=request.membership, blocked_by=form.cleaned_data["other"])):
        messages.success(request, f"La tâche attend « {form.cleaned_data['other'].title} ».")
    else:
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    return redirect(back_to(request, task.get_absolute_url()))
