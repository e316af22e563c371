"""What the digest of one person may say: each room gives its lines, with the personal link that answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from filrouge.kernel.people.models import Person
from filrouge.kernel.registry import Registry

WAITING, MEETINGS, NEWS = "waiting", "meetings", "news"


@dataclass(frozen=True, slots=True)
class DigestLine:
    section: str  # WAITING, MEETINGS or NEWS
    label: str
    url: str  # a personal link of this person; empty: nothing to open
    action: str  # « Répondre », « Lire »
    detail: str = ""
    on: date | None = None  # the nearest first


digest_lines: Registry[Callable[[Person], Iterable[DigestLine]]] = Registry("digest_lines")
