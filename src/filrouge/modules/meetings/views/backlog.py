"""« Points en attente »: what waits for a next meeting, group by group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.kernel.timeline.queries import history_of
from filrouge.modules.meetings import policy, queries, services
from filrouge.modules.meetings.enums import PointState
from filrouge.modules.meetings.forms import PointActForm, PointAddForm, PointFilterForm, PointForm
from filrouge.modules.meetings.models import AgendaItem, BacklogItem, Meeting
from filrouge.modules.meetings.views import shape
from filrouge.ui.forms import accepted
from filrouge.ui.tabs import tabs_of_filter
from filrouge.ui.typography import date_short

PAGE = 25
TABS = {
    "waiting": "En attente",
    "planned": "À un ordre du jour",
    "treated": "Traités",
    "dropped": "Abandonnés",
    "all": "Tous",
}
DONE = {
    "accept": "Point accepté.",
    "give_up": "Point abandonné.",
    "take_up": "Ce point attend de nouveau.",
}


@dataclass(frozen=True, slots=True)
class PointRow:
    point: BacklogItem
    label: str  # where it stands
    colour: str
    is_open: bool  # neither on an agenda, nor treated, nor dropped
    here: AgendaItem | None  # the agenda it is on, or was treated on
    postponed: list[AgendaItem]  # those it left


def row_of(point: BacklogItem) -> PointRow:
    """``placed`` says where it stands; its passages, as far as the reader may read them, say where it was."""
    passages = list(point.passages.all())
    here = next((one for one in reversed(passages) if one.postponed_at is None), None)
    if point.state == PointState.DROPPED:
        label, colour = "abandonné", "grey"
    elif point.planned:  # type: ignore[attr-defined]
        label, colour = "à l’ordre du jour", "blue"
    elif point.treated:  # type: ignore[attr-defined]
        label, colour = "traité", "green"
    elif point.state == PointState.PROPOSED:
        label, colour = "à accepter", "violet"
    else:
        label, colour = "en attente", "amber"
    is_open = label in {"en attente", "à accepter"}
    return PointRow(point, label, colour, is_open, here, [one for one in passages if one.postponed_at])


def kept_filters(request: TenantRequest) -> str:
    return QueryDict(request.POST.get("filters", "")).urlencode()


def next_for(request: TenantRequest, point: BacklogItem) -> Meeting | None:
    return queries.next_meeting_for(point.group, queries.readable_by(request.membership))


@require_http_methods(["GET", "HEAD", "POST"])
def point_list(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    adding = request.method == "POST"
    add = PointAddForm(request.POST) if adding else PointAddForm(initial={"group": request.GET.get("group") or None})
    if adding and accepted(add, lambda: services.drop_point(by=request.membership, **add.cleaned_data)):
        messages.success(request, "Point gardé pour la prochaine réunion.")
        return redirect(request.get_full_path())
    form = PointFilterForm(request.GET)
    filters = form.filters()
    place = request.GET.get("place") if request.GET.get("place") in TABS else "waiting"
    found = queries.point_list(request.membership, place=str(place), **filters)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [row_of(point) for point in page.object_list],
        "add": add if can(request.membership, policy.PROPOSE) else None,
        "tabs": tabs_of_filter(request.GET, "place", TABS.items(), str(place)),
        "active": any(filters.values()),
        "place": place,
        "can_plan": can(request.membership, policy.PLAN),
    }
    template = "meetings/points.html#rows" if request.htmx else "meetings/points.html"
    return render(request, template, context, status=422 if adding else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def point_page(request: TenantRequest, point: UUID) -> HttpResponse:
    """One point: its words, the agendas it has been on, what may be done of it."""
    require(request.membership, policy.VIEW)
    row = find_point(request, point)
    shown = row_of(row)
    may = shown.is_open and services.may_change(row, request.membership)
    form = PointForm(request.POST or None, instance=row) if may or request.method == "POST" else None
    if request.method == "POST" and form is not None:
        if accepted(form, lambda: services.change_point(row, by=request.membership, **form.cleaned_data)):
            messages.success(request, "Point modifié.")
            return redirect("meetings:point", request.organisation.slug, point)
        row = find_point(request, point)
    context = point_context(request, row) | {"form": form, "row": shown, "may_change": may}
    return render(request, "meetings/point.html", context, status=422 if request.method == "POST" else 200)


def point_context(request: TenantRequest, point: BacklogItem) -> dict[str, Any]:
    plans = can(request.membership, policy.PLAN)
    return {
        "point": point,
        "next": next_for(request, point) if plans else None,
        "can_plan": plans,
        "mine": services.may_change(point, request.membership),
        "history": shape.history(history_of(point)[:10]),
    }


@require_POST
def point_act(request: TenantRequest, point: UUID) -> HttpResponse:
    """Accept, drop, take up again, put on the next agenda; back where one was."""
    row = find_point(request, point)
    form = PointActForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Ce geste n’a pas été compris : rechargez la page.")
        return redirect(row)
    try:
        messages.success(request, _do(request, row, form.cleaned_data["act"], form.cleaned_data["word"]))
    except ValidationError as error:
        messages.error(request, shape.sentence(error))
    if request.POST.get("back"):
        return redirect(f"{reverse('meetings:points', args=[request.organisation.slug])}?{kept_filters(request)}")
    return redirect(row)


def _do(request: TenantRequest, point: BacklogItem, act: str, word: str) -> str:
    by = request.membership
    if act == "plan":
        require(by, policy.PLAN)
        meeting = next_for(request, point)
        if meeting is None:
            raise ValidationError("Aucune réunion de ce groupe n’est prévue : prévoyez-la d’abord.", code="no_meeting")
        services.plan_point(point, meeting, by=by)
        return f"À l’ordre du jour de « {meeting.title} », le {date_short(meeting.starts_on)}."
    if act == "accept":
        services.accept_point(point, by=by, word=word)
    elif act == "give_up":
        services.give_up_point(point, by=by, word=word)
    else:
        services.take_up_point(point, by=by)
    return DONE[act]


def find_point(request: TenantRequest, pk: UUID) -> BacklogItem:
    points = queries.placed(queries.readable_points(request.membership))
    return get_object_or_404(queries.with_passages(points, request.membership), pk=pk)
