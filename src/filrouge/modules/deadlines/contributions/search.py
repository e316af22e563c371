from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model

from filrouge.kernel import registry
from filrouge.kernel.registry import SearchDocument
from filrouge.modules.deadlines import policy, queries
from filrouge.modules.deadlines.models import Due


class DueSearch:
    def document(self, row: Model) -> SearchDocument | None:
        assert isinstance(row, Due)
        obligation = row.obligation
        words = (obligation.proof, obligation.source, row.note, obligation.get_theme_display())
        body = "\n".join(word for word in words if word)
        return SearchDocument(
            row.title, body, row.get_absolute_url(), "Échéance", "calendar-due", policy.VIEW, row.due_on
        )

    def rows(self) -> Iterable[Model]:
        return queries.dues_with_everything()


registry.search.add("deadlines.due", DueSearch())
