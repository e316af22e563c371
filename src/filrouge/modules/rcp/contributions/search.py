from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model

from filrouge.kernel import registry
from filrouge.kernel.registry import SearchDocument
from filrouge.modules.meetings import policy as meetings_policy
from filrouge.modules.meetings.enums import Confidentiality
from filrouge.modules.rcp import policy, queries
from filrouge.modules.rcp.models import Case


class CaseSearch:
    """Found by its code, however it is typed."""

    def document(self, row: Model) -> SearchDocument | None:
        assert isinstance(row, Case)
        theme = queries.theme_label(row.theme, row.examined_on)
        body = f"{row.code} {row.code.replace('-', '')}\n{row.get_category_display()}\n{theme}"
        readers = Confidentiality(row.meeting.confidentiality)
        capability = policy.VIEW if readers == Confidentiality.TEAM else meetings_policy.READING[readers]
        return SearchDocument(
            f"Situation {row.code}", body, row.get_absolute_url(), "RCP", "stethoscope", capability, row.examined_on
        )

    def rows(self) -> Iterable[Model]:
        return Case.objects.select_related("meeting", "organisation")


registry.search.add("rcp.case", CaseSearch())
