from __future__ import annotations

from collections.abc import Iterable

from filrouge.kernel.documents.sheets import Column, Sheet
from filrouge.modules.deadlines.models import Due


def due_sheet(dues: Iterable[Due]) -> Sheet:
    return Sheet(
        title="Échéances",
        columns=[
            Column("Date", "date"),
            Column("Échéance", "text", 50),
            Column("Thème", "text"),
            Column("Qui répond", "text"),
            Column("À préparer dès le", "date"),
            Column("État", "text"),
            Column("Fait le", "date"),
            Column("Ce qui le prouve", "text", 40),
            Column("Note", "text"),
            Column("Pièce", "text"),
            Column("Source", "text", 50),
            Column("Confiance", "text"),
        ],
        rows=[
            [
                due.due_on,
                due.title,
                due.obligation.get_theme_display(),
                due.obligation.get_responsible_display(),
                due.remind_on,
                "à préciser" if due.is_open and due.is_guess else due.get_state_display(),
                due.closed_on,
                due.obligation.proof,
                due.note or due.reason,
                due.file.name if due.file else "",
                due.obligation.source,
                due.obligation.get_confidence_display(),
            ]
            for due in dues
        ],
    )
