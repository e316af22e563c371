from __future__ import annotations

from collections.abc import Iterable

from filrouge.kernel.documents.sheets import Column, Sheet
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.recurrence import label_of


def task_sheet(tasks: Iterable[Task]) -> Sheet:
    """``tasks`` come from ``queries.with_people_and_blocks``."""
    return Sheet(
        title="Tâches",
        columns=[
            Column("Tâche", "text", 50),
            Column("Responsable", "text"),
            Column("Avec l’aide de", "text"),
            Column("Pour le", "date"),
            Column("État", "text"),
            Column("Faite le", "date"),
            Column("Durée prévue, en minutes", "number"),
            Column("Étiquettes", "text"),
            Column("On attend", "text"),
            Column("À faire avant", "text", 40),
            Column("Répétition", "text"),
            Column("Née de", "text", 40),
        ],
        rows=[
            [
                task.title,
                task.owner.full_name if task.owner else "",
                ", ".join(helper.person.full_name for helper in task.helpers.all()),
                task.due_on,
                task.get_status_display(),
                task.done_on,
                task.effort,
                ", ".join(tag.label.name for tag in task.tags.all()),
                task.awaited,
                ", ".join(block.blocked_by.title for block in task.waits),
                label_of(task.recurrence),
                task.origin_label,
            ]
            for task in tasks
        ],
    )
