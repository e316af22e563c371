from __future__ import annotations

from collections.abc import Sequence

from filrouge.kernel.documents.sheets import Column, Sheet
from filrouge.modules.coordinator.models import TimeEntry


def time_sheet(title: str, entries: Sequence[TimeEntry]) -> Sheet:
    return Sheet(
        title=title,
        columns=[
            Column("Jour", "date"),
            Column("Personne"),
            Column("Bloc"),
            Column("Activité", width=60),
            Column("Durée", "minutes"),
            Column("Mot"),
        ],
        rows=[
            [one.day, one.person.full_name, one.block_label, one.label, one.minutes, one.word]
            for one in reversed(entries)
        ],
    )
