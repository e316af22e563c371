from __future__ import annotations

from collections.abc import Iterable

from filrouge.kernel.documents.sheets import Column, Sheet
from filrouge.modules.coordinator.enums import block_label
from filrouge.reports.coverage.enums import Part
from filrouge.reports.coverage.queries import Line


def coverage_sheet(lines: Iterable[Line]) -> Sheet:
    return Sheet(
        title="Qui fait quoi",
        columns=[
            Column("Bloc"),
            Column("Code"),
            Column("Activité", width=60),
            Column("Pages", width=40),
            *(Column(label[0].upper() + label[1:], width=30) for label in Part.labels),
            Column("Temps", "minutes"),
            Column("État"),
        ],
        rows=[
            [
                block_label(line.activity.block),
                line.activity.id,
                line.activity.label,
                ", ".join(screen.label for screen in line.screens),
                *(", ".join(person.full_name for person in line.people(part)) for part in Part.values),
                line.minutes,
                line.state.label,
            ]
            for line in lines
        ],
    )
