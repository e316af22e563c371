from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from filrouge.kernel import registry
from filrouge.modules.sharing.models import Scenario


@registry.portability.register("sharing.scenarios")
def scenarios() -> Iterator[dict[str, Any]]:
    for row in Scenario.objects.all():
        amount = str(row.amount) if row.amount is not None else None
        yield {"année": row.year, "nom": row.title, "départ": row.base, "montant": amount, "règles": row.rules}
