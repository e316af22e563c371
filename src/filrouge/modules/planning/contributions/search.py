from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model

from filrouge.kernel import registry
from filrouge.kernel.registry import SearchDocument
from filrouge.modules.planning import policy
from filrouge.modules.planning.models import Plan


class PlanSearch:
    """The title alone: the steps are found as tasks."""

    def document(self, row: Model) -> SearchDocument | None:
        assert isinstance(row, Plan)
        return SearchDocument(
            row.title, row.source, row.get_absolute_url(), "Rétroplanning", "target-arrow", policy.VIEW, row.target_on
        )

    def rows(self) -> Iterable[Model]:
        return Plan.objects.all()


registry.search.add("planning.plan", PlanSearch())
