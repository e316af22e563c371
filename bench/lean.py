"""The lean pages: the same rows as ours, as a short Django tutorial would show them. What is attainable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from functools import cache, wraps
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Q
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from filrouge.kernel.people.models import Group, Person
from filrouge.kernel.search import index
from filrouge.kernel.search.models import Document
from filrouge.kernel.search.text import terms_of
from filrouge.kernel.tenancy.models import Organisation
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.models import Entry
from filrouge.kernel.work.models import Task
from filrouge.modules.meetings.enums import ATTENDED
from filrouge.modules.meetings.models import AgendaItem, Decision, Meeting, MeetingType, Minutes, Participant

SLUG = "msp-du-banc"
PAGE, TASKS_PAGE = 25, 50  # as our pages


@cache
def organisation() -> Organisation:
    return Organisation.objects.get(slug=SLUG)


def page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Signed in, inside the organisation (the rows are walled: PostgreSQL shows none otherwise)."""

    @login_required
    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with organisation_scope(organisation()):
            return view(request, *args, **kwargs)

    return inside


class LeanForm(forms.ModelForm):  # type: ignore[type-arg]
    default_renderer = DjangoTemplates()

    class Meta:
        model = Meeting
        fields = ["type", "group", "title", "starts_at", "ends_at", "place", "facilitator", "secretary"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Person.objects.filter(left_on__isnull=True)
        rows: dict[str, Any] = {"type": MeetingType.objects.all(), "group": Group.objects.all()}
        for name, queryset in {**rows, "facilitator": people, "secretary": people}.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]


@page
def nothing(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


@page
def meeting_list(request: HttpRequest) -> HttpResponse:
    meetings = Meeting.objects.select_related("type", "group")
    if text := request.GET.get("q"):
        meetings = meetings.filter(title__icontains=text)
    shown = Paginator(meetings, PAGE).get_page(request.GET.get("page"))
    return render(request, "lean/list.html", {"page": shown, "rows": with_numbers(list(shown.object_list))})


def with_numbers(meetings: list[Meeting]) -> list[tuple[Meeting, Any]]:
    """Each meeting with how many were called and how many came, in one more query."""
    came = Count("pk", filter=Q(presence__in=ATTENDED))
    counted = Participant.objects.filter(meeting__in=meetings).order_by().values("meeting")
    numbers: dict[UUID, Any] = {row["meeting"]: row for row in counted.annotate(called=Count("pk"), came=came)}
    return [(meeting, numbers.get(meeting.pk, {"called": 0, "came": 0})) for meeting in meetings]


@page
def search(request: HttpRequest) -> HttpResponse:
    """The same engine and the same rows as ours, without rights, excerpts nor marked words."""
    text = request.GET.get("q", "")
    terms = terms_of(text)
    keys = [key for key, _ in index.ranked(organisation().pk, terms, start=0, count=20)] if terms else []
    found = Document.objects.in_bulk(keys)
    return render(request, "lean/search.html", {"found": [found[key] for key in keys], "text": text})


@page
def task_list(request: HttpRequest) -> HttpResponse:
    tasks = Task.objects.select_related("owner").filter(status="open")
    return render(request, "lean/tasks.html", {"page": Paginator(tasks, TASKS_PAGE).get_page(request.GET.get("page"))})


@page
def meeting_detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    meeting = get_object_or_404(Meeting.objects.select_related("type", "group"), pk=pk)
    decisions: dict[UUID | None, list[Decision]] = defaultdict(list)
    for decision in Decision.objects.filter(meeting=meeting):
        decisions[decision.item_id].append(decision)
    items = AgendaItem.objects.filter(meeting=meeting).select_related("presenter")
    context = {
        "meeting": meeting,
        "items": [(item, decisions[item.pk]) for item in items],
        "participants": Participant.objects.filter(meeting=meeting).select_related("person"),
        "tasks": Task.objects.filter(origin_id__in=[item.pk for item in items]).select_related("owner"),
        "minutes": Minutes.objects.filter(meeting=meeting).first(),
        "history": Entry.objects.filter(subject_id=meeting.pk, subject_kind="meetings.meeting")[:12],
    }
    return render(request, "lean/detail.html", context)


@page
def meeting_create(request: HttpRequest) -> HttpResponse:
    form = LeanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("lean-detail", save(form).pk)
    return render(request, "lean/form.html", {"form": form})


@transaction.atomic
def save(form: LeanForm) -> Meeting:
    """The meeting, the usual agenda of its type and the members of its group, as our service writes them."""
    meeting: Meeting = form.save()
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=position, **usual) for position, usual in enumerate(meeting.type.agenda, 1)
    )
    if meeting.group is not None:
        members = Person.objects.filter(group_links__group=meeting.group)
        Participant.objects.bulk_create(
            Participant(meeting=meeting, person=person, profession=person.profession) for person in members
        )
    return meeting


@page
def notes_save(request: HttpRequest, pk: UUID) -> HttpResponse:
    with transaction.atomic():
        item = get_object_or_404(AgendaItem.objects.select_for_update(of=("self",)), pk=pk)
        item.notes = request.POST["notes"]
        item.save(update_fields=["notes"])
    return redirect("lean-detail", item.meeting_id)
