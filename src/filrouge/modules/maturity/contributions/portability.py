from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from filrouge.kernel import registry
from filrouge.modules.maturity.models import DimensionText


@registry.portability.register("maturity.dimensions")
def dimensions() -> Iterator[dict[str, Any]]:
    for row in DimensionText.objects.all():
        yield {"axe": row.axis, "dimension": row.title, "niveaux": row.levels, "écartée": row.is_hidden}
