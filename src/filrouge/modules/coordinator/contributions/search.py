from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model

from filrouge.kernel import registry
from filrouge.kernel.registry import SearchDocument
from filrouge.modules.coordinator import policy, queries
from filrouge.modules.coordinator.models import Access, Habit


class AccessSearch:
    def document(self, row: Model) -> SearchDocument | None:
        assert isinstance(row, Access)
        if row.removed_at is not None:
            return None
        body = "\n".join(part for part in (row.address, row.kept_in, row.note) if part)
        return SearchDocument(row.tool, body, row.get_absolute_url(), "Accès", "key", policy.HAND_OVER)

    def rows(self) -> Iterable[Model]:
        return queries.accesses()


class HabitSearch:
    def document(self, row: Model) -> SearchDocument | None:
        assert isinstance(row, Habit)
        if row.removed_at is not None:
            return None
        return SearchDocument(row.title, row.text, row.get_absolute_url(), "Habitudes", "notes", policy.HAND_OVER)

    def rows(self) -> Iterable[Model]:
        return queries.habits()


registry.search.add("coordinator.access", AccessSearch())
registry.search.add("coordinator.habit", HabitSearch())
