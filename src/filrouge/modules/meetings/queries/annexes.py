from __future__ import annotations

from dataclasses import dataclass

from filrouge.kernel.files.models import StoredFile
from filrouge.modules.meetings.models import Annex, Meeting, Minutes
from filrouge.modules.meetings.queries.page import documents_of


@dataclass(frozen=True, slots=True)
class Annexable:
    file: StoredFile
    about: str  # the title of its point
    chosen: bool
    from_item: bool


def annexes_of(meeting: Meeting, minutes: Minutes | None = None) -> list[Annex]:
    """Those of a version; without one, those chosen for the next."""
    rows = Annex.objects.filter(meeting=meeting, minutes=minutes).select_related("file")
    return list(rows.order_by("position", "pk"))


def annexable(meeting: Meeting) -> list[Annexable]:
    """Every document of the agenda, in the order of the points, then the files added as annexes."""
    chosen = {annex.file_id: annex for annex in annexes_of(meeting)}
    documents = {one.file_id: one for one in documents_of(meeting)}
    found = [Annexable(one.file, one.item.title, key in chosen, from_item=True) for key, one in documents.items()]
    added = [annex for key, annex in chosen.items() if key not in documents]
    return [*found, *(Annexable(annex.file, annex.about, chosen=True, from_item=False) for annex in added)]
