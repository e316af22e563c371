"""The page behind the personal link of a task: done, later, or given back. No account, no script."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from filrouge.kernel.links import services as links
from filrouge.kernel.links.models import Link
from filrouge.kernel.work import queries, services
from filrouge.kernel.work.forms import PostponeForm, ReturnForm
from filrouge.kernel.work.models import Task
from filrouge.ui.http import sentence


def task_page(request: HttpRequest, link: Link) -> HttpResponse:
    task = queries.with_people_and_blocks(queries.tasks()).filter(pk=link.object_id).first()
    if task is None:
        raise Http404
    if task.owner_id != link.person_id:
        return without_it(request, link, task)
    back = ReturnForm(request.POST or None)
    today = timezone.localdate()
    context: dict[str, Any] = {"task": task, "link": link, "late": task.is_late_on(today), "back": back}
    context["later"] = [max(today, task.due_on or today) + timedelta(weeks=weeks) for weeks in (1, 2, 4)]
    context["helpers"] = [helper.person.full_name for helper in task.helpers.all()]
    context["waits"] = [block.blocked_by.title for block in task.waits]
    if request.method == "POST":
        refusal = answer(request, link, task, back)
        if not refusal:
            return redirect(request.path)
        context["error"] = refusal
    return render(request, "work/links/task.html", context, status=422 if "error" in context else 200)


def without_it(request: HttpRequest, link: Link, task: Task) -> HttpResponse:
    """It was given back, or is somebody else’s. Whoever gave it back may take it again as long as it is nobody’s."""
    free = task.is_open and task.owner_id is None and task.returned_by_id == link.person_id
    context = {"task": task, "link": link, "free": free, "error": ""}
    if request.method == "POST" and request.POST.get("act") == "take" and free:
        try:
            services.take_back_task(task, by=links.actor_of(link), person=link.person)
        except ValidationError as error:
            context |= {"error": sentence(error), "free": False}
        else:
            return redirect(request.path)
    return render(request, "work/links/given_back.html", context, status=422 if context["error"] else 200)


def answer(request: HttpRequest, link: Link, task: Task, back: ReturnForm) -> str:
    """Do what the owner asked; the sentence to show when it cannot be done."""
    actor, act = links.actor_of(link), request.POST.get("act", "")
    try:
        if act == "done":
            services.complete_task(task, by=actor)
        elif act == "undo":
            services.reopen_task(task, by=actor)
        elif act == "later":
            form = PostponeForm(request.POST)
            if not form.is_valid():
                return str(form.errors["due_on"][0])
            services.change_task(task, by=actor, due_on=form.cleaned_data["due_on"])
        elif act == "return":
            if not back.is_valid():
                return " ".join(str(line) for line in back.errors["word"])
            services.return_task(task, by=actor, word=back.cleaned_data["word"])
        else:
            return "Choisissez une réponse."
    except ValidationError as error:
        return sentence(error)
    return ""
