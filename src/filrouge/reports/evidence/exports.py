from __future__ import annotations

from filrouge.kernel.documents.sheets import Column, Sheet
from filrouge.reports.evidence.queries import Year

STATES = {"ready": "prête", "draft": "à terminer", "missing": "manquante"}


def evidence_sheet(year: Year) -> Sheet:
    return Sheet(
        title=f"Preuves {year.year}",
        columns=[
            Column("Axe", "text"),
            Column("Date", "date"),
            Column("Nature", "text"),
            Column("Intitulé", "text"),
            Column("Présents", "number"),
            Column("Durée", "minutes"),
            Column("État", "text"),
            Column("Pièce", "text"),
            Column("Empreinte SHA-256", "text"),
        ],
        rows=[
            [
                axis.title,
                item.happened_on,
                item.kind,
                item.label,
                item.attendance,
                item.minutes,
                STATES[item.state],
                item.detail,
                item.fingerprint,
            ]
            for axis in year.axes
            for item in axis.items
        ],
    )
