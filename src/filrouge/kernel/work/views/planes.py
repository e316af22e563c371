"""The same tasks seen otherwise: a board, weeks, one’s own week, a sheet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from filrouge.kernel.documents.responses import sheet_answer
from filrouge.kernel.people.queries import people_not_gone
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.work import policy, queries, services
from filrouge.kernel.work.enums import Column
from filrouge.kernel.work.exports import task_sheet
from filrouge.kernel.work.forms import TaskFilterForm
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.views import shape
from filrouge.ui.http import sentence
from filrouge.ui.tabs import tabs_of_filter
from filrouge.ui.typography import count, date_long, duration

MOST = 300  # a board of more tasks is no board: filter it
WEEKS_AHEAD = 12
CUTS = (("etat", "Par état"), ("personne", "Par personne"))


@dataclass(slots=True)
class Group:
    """Tasks side by side: a column of the board, a week, a day."""

    key: str
    title: str
    rows: list[shape.Row] = field(default_factory=list)
    day: date | None = None
    present: int | None = None

    @property
    def planned(self) -> int:
        return sum(row.task.effort or 0 for row in self.rows)

    @property
    def load(self) -> str:
        """« 1 h 30 prévues et 1 tâche sans durée, sur 7 h de présence »; what nobody knows is not said."""
        unknown = sum(row.task.effort is None for row in self.rows)
        asked = [f"{duration(self.planned)} prévues"] if self.planned else []
        asked += [f"{count(unknown, 'tâche')} sans durée"] if unknown else []
        there = (
            "" if self.present is None else f"{duration(self.present)} de présence" if self.present else "pas sur place"
        )
        return ", ".join(
            part for part in (" et ".join(asked), f"sur {there}" if asked and self.present else there) if part
        )


def filtered(request: TenantRequest, state: str) -> tuple[TaskFilterForm, list[Task], dict[str, Any]]:
    """The tasks that the address asks for, in a given state."""
    form = TaskFilterForm(request.GET)
    filters = form.filters() | {"state": state}
    mine = queries.person_of(request.membership) if filters["owner"] == "mine" else None
    tasks = queries.with_people_and_blocks(queries.task_list(timezone.localdate(), mine=mine, **filters))
    return form, list(tasks[:MOST]), filters


def plane_context(request: TenantRequest, state: str, active: str) -> dict[str, Any]:
    form, tasks, filters = filtered(request, state)
    return {
        "form": form,
        "tabs": shape.planes(request, active),
        "rows": shape.rows_of(tasks, request.membership, timezone.localdate()),
        "active": any(filters[name] for name in ("text", "owner", "origin", "label", "year", "kept")),
        "full": len(tasks) == MOST,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def task_board(request: TenantRequest) -> HttpResponse:
    """Columns; what is ticked or dragged is posted with the column it goes to."""
    require(request.membership, policy.VIEW)
    refusal = place(request) if request.method == "POST" else ""
    if request.method == "POST" and not request.htmx and not refusal:
        return redirect(request.get_full_path())
    context = plane_context(request, "board", "work:board")
    columns = columns_by_owner(context["rows"]) if by_owner(request) else columns_by_state(context["rows"])
    cuts = tabs_of_filter(request.GET, "par", CUTS, "personne" if by_owner(request) else "etat")
    context |= {"columns": columns, "filled": any(column.rows for column in columns), "refusal": refusal, "cuts": cuts}
    template = "work/board.html#board" if request.htmx else "work/board.html"
    return render(request, template, context, status=422 if refusal else 200)


def by_owner(request: TenantRequest) -> bool:
    return request.GET.get("par") == "personne"


def columns_by_state(rows: Iterable[shape.Row]) -> list[Group]:
    columns = {column: Group(column.value, column.label) for column in Column}
    for row in rows:
        columns[services.column_of(row.task)].rows.append(row)
    return list(columns.values())


def columns_by_owner(rows: Iterable[shape.Row]) -> list[Group]:
    """Whoever has something to do, those who answer for nothing here left out; nobody comes first."""
    columns = {"none": Group("none", "Sans responsable")}
    for row in rows:
        if row.task.is_open:
            key, title = (str(row.task.owner.pk), row.task.owner.full_name) if row.task.owner else ("none", "")
            columns.setdefault(key, Group(key, title)).rows.append(row)
    return list(columns.values())


def place(request: TenantRequest) -> str:
    """Put what is ticked or dragged in a column; the sentence that says why a task stays where it is."""
    wanted, me = request.POST.get("pile", ""), request.membership
    keys = queries.valid_ids(request.POST.getlist("ideas"))
    people = people_not_gone(timezone.localdate()).filter(pk__in=queries.valid_ids([wanted]))
    owner = people.first() if by_owner(request) else None
    if not keys:
        return "Cochez d’abord une tâche."
    if not (owner or wanted == "none" if by_owner(request) else wanted in Column.values):
        return "Choisissez une colonne."
    try:
        for task in queries.tasks().filter(pk__in=keys):
            if by_owner(request):
                services.change_task(task, by=me, owner=owner)
            else:
                services.place_task(task, by=me, column=Column(wanted))
    except ValidationError as error:
        return sentence(error)
    return ""


@require_safe
def task_weeks(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    context = plane_context(request, "dated", "work:weeks")
    context["weeks"] = weeks_of(context["rows"], timezone.localdate())
    return render(request, "work/weeks.html#weeks" if request.htmx else "work/weeks.html", context)


def weeks_of(rows: Iterable[shape.Row], today: date) -> list[Group]:
    """Late, this week, each week to come, and what is far."""
    groups: dict[str, Group] = {}
    first = queries.monday_of(today)
    for row in rows:
        assert row.task.due_on is not None
        monday = queries.monday_of(row.task.due_on)
        if row.late:
            key, title = "late", "En retard"
        elif monday == first:
            key, title = "now", "Cette semaine"
        elif monday > first + timedelta(weeks=WEEKS_AHEAD):
            key, title = "far", "Plus tard"
        else:
            key, title = monday.isoformat(), f"Semaine du {date_long(monday)}"
        groups.setdefault(key, Group(key, title)).rows.append(row)
    return list(groups.values())


@require_safe
def task_my_week(request: TenantRequest) -> HttpResponse:
    """My tasks day by day, with the hours they ask and the hours I am there when a room knows them."""
    require(request.membership, policy.VIEW)
    today, me = timezone.localdate(), queries.person_of(request.membership)
    monday = asked_monday(request.GET.get("semaine", ""), today)
    days = [monday + timedelta(days=at) for at in range(7)]
    present = queries.presence_of(request.membership, days[0], days[-1])
    groups = {day: Group(day.isoformat(), "", [], day, present.get(day, 0) if present else None) for day in days}
    late = Group("late", "En retard")
    for row in shape.rows_of(queries.week_of(me, monday) if me else [], request.membership, today):
        groups.get(row.task.due_on or monday, late).rows.append(row)
    context = {
        "tabs": shape.planes(request, "work:my_week"),
        "me": me,
        "late": late,
        "done": queries.done_in_week(me, monday) if me else (),
        "days": [group for group in groups.values() if group.rows or group.day in days[:5]],
        "today": today,
        "week_days": [max(today, monday) + timedelta(days=at) for at in range(7)],
        "monday": monday,
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
    }
    return render(request, "work/my_week.html", context)


def asked_monday(typed: str, today: date) -> date:
    try:
        asked = date.fromisoformat(typed)
    except ValueError:
        asked = today
    return queries.monday_of(asked if 2000 < asked.year < 2200 else today)


@require_safe
def task_export(request: TenantRequest, file_format: str) -> HttpResponse:
    require(request.membership, policy.VIEW)
    today = timezone.localdate()
    filters = TaskFilterForm(request.GET).filters()
    mine = queries.person_of(request.membership) if filters["owner"] == "mine" else None
    tasks = queries.with_people_and_blocks(queries.task_list(today, mine=mine, **filters))
    return sheet_answer(task_sheet(tasks), f"taches-{today.isoformat()}", file_format, created=today)
