from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model

from filrouge.kernel import registry
from filrouge.kernel.documents.richtext import blocks_of, plain_of
from filrouge.kernel.registry import SearchDocument
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.enums import Confidentiality, PointState
from filrouge.modules.meetings.models import BacklogItem, Decision, Meeting


class MeetingSearch:
    def document(self, row: Model) -> SearchDocument | None:
        assert isinstance(row, Meeting)
        if row.impromptu:  # hundreds a year under one title: the room that notes them finds them
            return None
        written = [*row.items.all(), *row.sections.all()]
        body = "\n".join(f"{text.title}\n{plain_of(blocks_of(text.notes))}" for text in written)
        return SearchDocument(
            row.title,
            f"{row.type.name}\n{row.place}\n{body}",
            row.get_absolute_url(),
            "Réunions",
            "calendar-event",
            policy.READING[Confidentiality(row.confidentiality)],
            row.starts_on,
        )

    def rows(self) -> Iterable[Model]:
        return Meeting.objects.select_related("type", "organisation").prefetch_related("items", "sections")


class DecisionSearch:
    def document(self, row: Model) -> SearchDocument | None:
        assert isinstance(row, Decision)
        return SearchDocument(
            row.text,
            f"{row.reason}\n{row.body}\n{row.meeting.title if row.meeting else ''}",
            row.get_absolute_url(),
            "Décisions",
            "gavel",
            policy.READING[Confidentiality(row.meeting.confidentiality if row.meeting else Confidentiality.TEAM)],
            row.decided_on,
        )

    def rows(self) -> Iterable[Model]:
        return Decision.objects.select_related("meeting", "organisation")


class PointSearch:
    def document(self, row: Model) -> SearchDocument | None:
        assert isinstance(row, BacklogItem)
        if row.state == PointState.DROPPED:
            return None
        return SearchDocument(
            row.title,
            f"{row.word}\n{row.asked_of}\n{row.author_name}",
            row.get_absolute_url(),
            "Points en attente",
            "list-details",
            policy.READING[Confidentiality(row.confidentiality)],
            row.added_at.date(),
        )

    def rows(self) -> Iterable[Model]:
        return BacklogItem.objects.select_related("group", "organisation")


registry.search.add("meetings.backlogitem", PointSearch())


registry.search.add("meetings.meeting", MeetingSearch())


registry.search.add("meetings.decision", DecisionSearch())
