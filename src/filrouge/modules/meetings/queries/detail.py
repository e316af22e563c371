from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from filrouge.kernel.links.models import Link
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import people_not_gone
from filrouge.kernel.work.models import Task
from filrouge.modules.meetings.enums import ATTENDED, Presence
from filrouge.modules.meetings.models import (
    AgendaItem,
    Decision,
    Information,
    ItemDocument,
    Meeting,
    Minutes,
    MinutesSection,
    Participant,
)

WITH = ("type", "group", "site", "facilitator", "secretary", "timekeeper", "decision_pusher")


def participants_of(meeting: Meeting) -> QuerySet[Participant]:
    return meeting.participants.select_related("person")


def attendees(meeting: Meeting) -> QuerySet[Participant]:
    return participants_of(meeting).filter(presence__in=ATTENDED)


def meetings_with_everything() -> QuerySet[Meeting]:
    """To get one meeting complete for its page, its session and its minutes, in a constant number of queries.

    Rows are ordered by what they are found by, first: ordered by key alone, SQLite reads all those of the organisation.
    """
    return Meeting.objects.select_related(*WITH).prefetch_related(
        Prefetch("participants", Participant.objects.select_related("person")),
        Prefetch("items", AgendaItem.objects.select_related("presenter", "postponed_to__meeting")),
        Prefetch("items__documents", ItemDocument.objects.select_related("file")),
        Prefetch("sections", MinutesSection.objects.order_by("meeting_id", "position")),
        Prefetch("items__decisions", Decision.objects.order_by("item_id", "pk")),
        Prefetch("items__informations", Information.objects.order_by("item_id", "pk")),
        Prefetch("minutes_versions", Minutes.objects.select_related("file").order_by("meeting_id", "-version")),
    )


def tasks_of(meeting: Meeting) -> QuerySet[Task]:
    return tasks_under(meeting.items.values("pk"))


def tasks_under(items: Collection[UUID] | QuerySet[Any, Any]) -> QuerySet[Task]:
    born = Task.objects.filter(origin_kind=AgendaItem._meta.label_lower, origin_id__in=items)
    return born.select_related("owner")


def tasks_by_item(meeting: Meeting, items: Collection[UUID] | None = None) -> dict[UUID | None, list[Task]]:
    """By the item they were noted under; of these items only when they are given."""
    found: dict[UUID | None, list[Task]] = {}
    tasks = tasks_of(meeting) if items is None else tasks_under(items)
    for task in tasks.order_by("created_on", "pk"):
        found.setdefault(task.origin_id, []).append(task)
    return found


def to_ask_about_presence(meeting: Meeting, *, purpose: str) -> QuerySet[Participant]:
    """Absent or not marked, with an address, silent so far, and who never had a link of this purpose."""
    asked = Link.objects.filter(purpose=purpose, object_id=OuterRef("pk"))
    return (
        participants_of(meeting)
        .filter(presence__in=(Presence.UNKNOWN, Presence.ABSENT), claim=Presence.UNKNOWN)
        .exclude(person__email="")
        .exclude(Exists(asked))
    )


def people_to_invite(meeting: Meeting) -> QuerySet[Person]:
    """A guest of one item may be called to the whole."""
    day = meeting.starts_on
    return people_not_gone(day).exclude(pk__in=meeting.participants.values("person"))
