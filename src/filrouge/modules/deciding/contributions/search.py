from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.registry import SearchDocument
from filrouge.modules.deciding import policy
from filrouge.modules.deciding.enums import BallotStatus
from filrouge.modules.deciding.models import Ballot, ProjectIdea
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.services import reading_capability


def capability_of(meeting: Meeting | None) -> str:
    """Who reads the meeting reads what was decided there."""
    return reading_capability(meeting) if meeting else policy.VIEW


class BallotSearch:
    def document(self, row: Model) -> SearchDocument | None:
        assert isinstance(row, Ballot)
        if row.status in {BallotStatus.DRAFT, BallotStatus.CANCELLED}:
            return None
        return SearchDocument(
            row.title,
            "\n".join([row.final_text, row.sentence, *row.options]),
            row.get_absolute_url(),
            "Votes",
            "checks",
            capability_of(row.meeting),
            timezone.localdate(row.opened_at) if row.opened_at else None,
        )

    def rows(self) -> Iterable[Model]:
        return Ballot.objects.select_related("meeting", "organisation")


class ProjectIdeaSearch:
    def document(self, row: Model) -> SearchDocument | None:
        assert isinstance(row, ProjectIdea)
        return SearchDocument(
            row.title,
            row.detail,
            row.get_absolute_url(),
            "Idées de projets",
            "bulb",
            capability_of(row.meeting),
            row.noted_on,
        )

    def rows(self) -> Iterable[Model]:
        return ProjectIdea.objects.select_related("meeting", "organisation")


registry.search.add("deciding.ballot", BallotSearch())
registry.search.add("deciding.projectidea", ProjectIdeaSearch())
