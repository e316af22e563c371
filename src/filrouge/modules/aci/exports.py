from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from filrouge.kernel.documents.sheets import Column, Sheet, Value
from filrouge.modules.aci.engine.words import decimal
from filrouge.modules.aci.models import Assignment, InputSource
from filrouge.modules.aci.queries import Checklist, Item, YearValue
from filrouge.ui.typography import date_fr

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


def year_sheet(value: YearValue, owners: Mapping[str, Assignment], sources: Mapping[str, InputSource]) -> Sheet:
    """``owners``: by line, who gathers what it asks. ``sources``: where what was typed comes from, in last rows."""
    return Sheet(
        title=f"ACI {value.year}",
        columns=COLUMNS,
        rows=[
            *(
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
            ),
            *(_from(one) for one in sources.values()),
        ],
    )


def _from(source: InputSource) -> list[Value]:
    said: dict[str, Value] = {
        "Axe": "Source d’un nombre",
        "Indicateur": source.get_code_display(),
        "Preuves": source.file.name if source.file else "",
        "Source": f"{source.text}, {date_fr(source.on)}",
    }
    empty = {"number": None, "euros": None, "date": None}
    return [said.get(column.label, empty.get(column.kind, "")) for column in COLUMNS]


def _who(given: Assignment | None) -> tuple[str, date | None, date | None]:
    if given is None:
        return "", None, None
    return str(given.task.owner or ""), given.task.due_on, given.task.done_on


def checklist_sheet(checklist: Checklist) -> Sheet:
    """One line for each value to copy."""
    return Sheet(
        title=f"Déclaration {checklist.year}",
        columns=[
            Column("N°", "text", 8),
            Column("Indicateur", "text", 45),
            Column("Champ", "text", 45),
            Column("Valeur", "text"),
            Column("Montant", "euros"),
            Column("État", "text"),
            Column("Pièces prêtes", "number"),
            Column("À faire", "text", 50),
            Column("Relu par", "text"),
        ],
        rows=[
            *(["", "Données de l’année", label, value, None, "", None, "", ""] for label, value in checklist.fields),
            *(line for item in checklist.items for line in _lines(item)),
        ],
    )


def _lines(item: Item) -> Iterator[list[Value]]:
    todo = " ; ".join(one.label for one in item.todo)
    reviewed = item.reviewed["by"] if item.reviewed else ""
    for rank, (label, value) in enumerate(item.fields):
        first = rank == 0
        yield [
            item.number,
            item.label,
            label,
            value,
            item.row.euros if first else None,
            item.state_label if first else "",
            len(item.ready) if first else None,
            todo if first else "",
            reviewed if first else "",
        ]
