from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from filrouge.kernel import registry
from filrouge.modules.coordinator.models import TimeEntry


@registry.portability.register("coordinator.time")
def time() -> Iterator[dict[str, Any]]:
    for entry in TimeEntry.objects.select_related("person").filter(removed_at__isnull=True, minutes__isnull=False):
        yield {
            "personne": entry.person.full_name,
            "jour": entry.day.isoformat(),
            "bloc": entry.block,
            "activité": entry.activity,
            "intitulé": entry.label,
            "minutes": entry.minutes,
            "mot": entry.word,
        }
