from __future__ import annotations

from filrouge.modules.aci.models import InputSource


def sources_of(year: int) -> dict[str, InputSource]:
    """By code, where the numbers typed for a year come from. One query."""
    rows = InputSource.objects.filter(year=year, removed_at=None).select_related("file")
    return {row.code: row for row in rows}
