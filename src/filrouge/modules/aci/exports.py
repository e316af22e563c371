from __future__ import annotations

from filrouge.kernel.documents.sheets import Column, Sheet
from filrouge.modules.aci.engine.words import decimal
from filrouge.modules.aci.queries import YearValue


def year_sheet(value: YearValue) -> Sheet:
    return Sheet(
        title=f"ACI {value.year}",
        columns=[
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
            Column("Source", "text", 30),
        ],
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
                row.line.indicator.source,
            ]
            for axis in value.axes
            for row in axis.rows
        ],
    )
