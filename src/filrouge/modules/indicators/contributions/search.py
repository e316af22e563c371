from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Model

from filrouge.kernel import registry
from filrouge.kernel.registry import SearchDocument
from filrouge.modules.indicators import policy
from filrouge.modules.indicators.models import Indicator


class IndicatorSearch:
    def document(self, row: Model) -> SearchDocument | None:
        assert isinstance(row, Indicator)
        body = "\n".join(part for part in (row.definition, row.numerator, row.denominator, row.project_theme) if part)
        return SearchDocument(row.title, body, row.get_absolute_url(), "Indicateur", "chart-line", policy.VIEW)

    def rows(self) -> Iterable[Model]:
        return Indicator.objects.all()


registry.search.add("indicators.indicator", IndicatorSearch())
