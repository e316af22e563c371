"""What the page of one meeting reads: the first ten of its points and figures of the rest, and of people a line each.

A meeting of sixty people and forty points opens as fast as a small one; what follows comes when it is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone

from filrouge.modules.meetings.enums import ATTENDED, Answer, Approval, Presence
from filrouge.modules.meetings.models import (
    AgendaItem,
    Decision,
    Information,
    ItemDocument,
    Meeting,
    Minutes,
    Participant,
)
from filrouge.modules.meetings.queries.detail import WITH

FIRST = 10
REMEMBERED = timedelta(days=1)  # how long the page offers to put back what was removed


@dataclass(frozen=True, slots=True)
class AgendaFigures:
    count: int
    minutes: int
    removed: list[tuple[UUID, str]]  # key and title of what was removed lately


class Called(NamedTuple):
    """Somebody called, as little as the page needs: no row is made of each."""

    pk: UUID
    item_id: UUID | None  # the only one a guest is invited to
    person_id: UUID
    first_name: str
    last_name: str
    email: str
    profession: str
    answer: str
    answer_note: str
    presence: str
    minutes: int
    approval: str
    approval_comment: str

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def get_approval_display(self) -> str:
        return Approval(self.approval).label


CALLED = (
    "pk", "item_id", "person_id", "person__first_name", "person__last_name", "person__email", "profession",
    "answer", "answer_note", "presence", "minutes", "approval", "approval_comment",
)  # fmt: skip


def meetings_for_page() -> QuerySet[Meeting]:
    minutes = Minutes.objects.annotate(
        sent=Count("deliveries", distinct=True),
        opened=Count("deliveries", filter=Q(deliveries__opened_at__isnull=False), distinct=True),
        annexed=Count("annexes", distinct=True),
    )
    minutes = minutes.select_related("file").order_by("meeting_id", "-version")
    return Meeting.objects.select_related(*WITH).prefetch_related(Prefetch("minutes_versions", minutes))


def agenda_figures(meeting: Meeting) -> AgendaFigures:
    rows = AgendaItem.everything.filter(meeting=meeting).order_by("removed_at")
    found = list(rows.values_list("pk", "title", "minutes", "removed_at", "postponed_at"))
    present = [0 if postponed else minutes for _key, _title, minutes, removed_at, postponed in found if not removed_at]
    since = timezone.now() - REMEMBERED
    removed = [
        (key, title) for key, title, _minutes, removed_at, _postponed in found if removed_at and removed_at >= since
    ]
    return AgendaFigures(len(present), sum(present), removed)


def items_to_show(meeting: Meeting, *, whole: bool) -> list[AgendaItem]:
    items = (
        AgendaItem.objects.filter(meeting=meeting)
        .select_related("presenter", "postponed_to__meeting")
        .prefetch_related(
            Prefetch("decisions", Decision.objects.order_by("item_id", "pk")),
            Prefetch("informations", Information.objects.order_by("item_id", "pk")),
            Prefetch("documents", ItemDocument.objects.select_related("file")),
        )
    )
    return list(items if whole else items[:FIRST])


def called_to(meeting: Meeting) -> list[Called]:
    """Everybody called, by name; guests of one item included."""
    rows = Participant.expected.filter(meeting=meeting).order_by("person__sort_name", "pk")
    return [Called(*row) for row in rows.values_list(*CALLED)]


def counts_of(called: Iterable[Called]) -> dict[str, int]:
    everybody = list(called)
    came = [one for one in everybody if one.presence in ATTENDED]
    return {
        "called": len(everybody),
        "coming": sum(one.answer == Answer.COMING for one in everybody),
        "excused": sum(one.answer in {Answer.EXCUSED, Answer.NOT_COMING} for one in everybody),
        "silent": sum(one.answer == Answer.NONE for one in everybody),
        "attended": len(came),
        "to_mark": sum(one.presence == Presence.UNKNOWN for one in everybody),
        "minutes": sum(one.minutes for one in came),
        "opinions": sum(one.approval != Approval.NONE for one in came),
        "corrections": sum(one.approval == Approval.CHANGES for one in came),
        "unreachable": sum(not one.email for one in everybody),
    }


def documents_of(meeting: Meeting) -> QuerySet[ItemDocument]:
    """Every document of its agenda, in the order of the points: what the minutes list as annexes."""
    documents = ItemDocument.objects.filter(item__meeting=meeting, item__removed_at__isnull=True)
    return documents.select_related("item", "file").order_by("item__position", "item", "added_at", "pk")
