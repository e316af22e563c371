from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model

from filrouge.kernel import registry
from filrouge.kernel.registry import SearchDocument
from filrouge.modules.deadlines import policy, queries
from filrouge.modules.deadlines.models import Contract, Due


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


class ContractSearch:
    def document(self, row: Model) -> SearchDocument | None:
        assert isinstance(row, Contract)
        return SearchDocument(
            row.obligation.title, row.party, row.get_absolute_url(), "Contrat", "file-text", policy.VIEW, row.ends_on
        )

    def rows(self) -> Iterable[Model]:
        return Contract.objects.select_related("obligation")


registry.search.add("deadlines.contract", ContractSearch())
registry.search.add("deadlines.due", DueSearch())
