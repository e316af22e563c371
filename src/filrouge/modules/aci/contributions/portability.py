from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from filrouge.kernel import registry
from filrouge.modules.aci.models import Piece, YearInputs


@registry.portability.register("aci.years")
def years() -> Iterator[dict[str, Any]]:
    for row in YearInputs.objects.all():
        yield {"année": row.year, "données": row.facts, "pourquoi ce nombre d’associés": row.associates_reason}


@registry.portability.register("aci.pieces")
def pieces() -> Iterator[dict[str, Any]]:
    for row in Piece.objects.select_related("inputs"):
        file = str(row.file_id) if row.file_id else None
        yield {"année": row.inputs.year, "indicateur": row.code, "pièce": file, "note": row.note}
