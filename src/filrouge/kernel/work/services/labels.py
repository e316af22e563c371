from __future__ import annotations

from collections.abc import Iterable

from filrouge.kernel.search.text import fold
from filrouge.kernel.work.models import Task, TaskLabel, TaskTag


def set_labels(task: Task, names: Iterable[str]) -> bool:
    """The labels of the task are these and no other; those nobody wrote before are made. Tells whether any changed."""
    wanted = {fold(name): name for name in (" ".join(name.split()) for name in names) if name}
    present = {tag.label.key: tag for tag in task.tags.select_related("label")}
    for key, tag in present.items():
        if key not in wanted:
            tag.delete()
    missing = wanted.keys() - present.keys()
    known = {label.key: label for label in TaskLabel.objects.filter(key__in=missing)}
    for key in sorted(missing):
        label = known.get(key) or _make(key, wanted[key])
        TaskTag(task=task, label=label).save()
    return wanted.keys() != present.keys()


def _make(key: str, name: str) -> TaskLabel:
    label = TaskLabel(key=key, name=name)
    label.full_clean()
    label.save()
    return label
