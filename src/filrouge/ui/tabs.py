"""The parts of a page, side by side, as `ui/_tabs.html` shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    active: bool
    count: int = 0


def tabs_of_filter(
    query: QueryDict, name: str, labels: Iterable[tuple[str, str]], active: str, counts: Mapping[str, int] | None = None
) -> list[Tab]:
    """One list, cut by one of its filters (its values and their labels); the others stay in the address."""

    def url(value: str) -> str:
        changed = query.copy()
        changed.pop("page", None)
        changed[name] = value
        return f"?{changed.urlencode()}"

    return [Tab(label, url(value), value == active, (counts or {}).get(value, 0)) for value, label in labels]
