from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from filrouge.kernel.documents.sheets import Column, Sheet
from filrouge.modules.aci.engine.words import decimal
from filrouge.modules.aci.models import Assignment
from filrouge.modules.aci.queries import YearValue

COLUMNS = (
    Column("Axe", "text", 30),
    Column("Indicateur", "text", 50),
    Column("Type", "text"),
    Column("Points", "number"),
    Column("Montant", "euros"),
    Column("État", "text"),
    Column("Calcul", "text", 40),
    Column("Ce qui manque", "text", 50),
    Column("Pièces demandées", "text", 50),
    Column("Preuves", "text", 40),
    Column("Pièces à joindre", "number"),
    Column("Qui", "text", 25),
    Column("Pour le", "date"),
    Column("Fait le", "date"),
    Column("Source", "text", 30),
)


def year_sheet(value: YearValue, owners: Mapping[str, Assignment]) -> Sheet:
    """``owners``: by line, who gathers what it asks."""
    return Sheet(
        title=f"ACI {value.year}",
        columns=COLUMNS,
        rows=[
            [
                axis.title,
                row.line.indicator.label,
                row.line.kind_label,
                decimal(row.line.points),
                row.euros,
                row.state_label,
                row.line.formula,
                " ; ".join(row.missing),
                " ; ".join(row.line.indicator.evidence),
                " ; ".join(proof.label for proof in row.proofs),
                row.lacking,
                *_who(owners.get(row.piece_code)),
                row.line.indicator.source,
            ]
            for axis in value.axes
            for row in axis.rows
        ],
    )


def _who(given: Assignment | None) -> tuple[str, date | None, date | None]:
    if given is None:
        return "", None, None
    return str(given.task.owner or ""), given.task.due_on, given.task.done_on
