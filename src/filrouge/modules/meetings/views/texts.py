"""What the pages say of texts written together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from difflib import SequenceMatcher

from filrouge.kernel.documents.richtext import blocks_of, plain_of
from filrouge.modules.meetings import queries
from filrouge.modules.meetings.enums import OutlinePlace
from filrouge.modules.meetings.models import Meeting, MinutesSection, NotesVersion

ONE_SITTING = timedelta(minutes=15)  # versions of one writer within this time are shown as one


@dataclass(frozen=True, slots=True)
class Piece:
    kind: str  # "same", "new" or "gone"
    text: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    version: NotesVersion
    lines: list[list[Piece]]  # what it changed
    is_last: bool


def sections(meeting: Meeting) -> dict[str, list[MinutesSection]]:
    """Those before the items and those after them."""
    found = queries.sections_of(meeting)
    return {
        "before": [one for one in found if one.place == OutlinePlace.BEFORE],
        "after": [one for one in found if one.place == OutlinePlace.AFTER],
    }


def versions(rows: Iterable[NotesVersion]) -> list[VersionRow]:
    """The latest first, each with what it changed since the one shown before it."""
    shown: list[NotesVersion] = []
    for row in rows:
        later = shown[-1] if shown else None
        one_sitting = later and later.written_by == row.written_by and later.written_at - row.written_at < ONE_SITTING
        if not one_sitting:
            shown.append(row)
    befores = [*(row.notes for row in shown[1:]), ""][: len(shown)]
    return [
        VersionRow(row, difference(before, row.notes), rank == 0)
        for rank, (row, before) in enumerate(zip(shown, befores, strict=True))
    ]


def difference(before: str, after: str) -> list[list[Piece]]:
    """The lines that changed, word by word."""
    old, new = (plain_of(blocks_of(html)).splitlines() for html in (before, after))
    lines: list[list[Piece]] = []
    for kind, start, end, other_start, other_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        gone, added = old[start:end], new[other_start:other_end]
        paired = min(len(gone), len(added))
        lines += [list(_words(left, right)) for left, right in zip(gone, added, strict=False)]
        lines += [[Piece("gone", line)] for line in gone[paired:]]
        lines += [[Piece("new", line)] for line in added[paired:]]
    return lines


def _words(before: str, after: str) -> Iterator[Piece]:
    old, new = (re.findall(r"\w+|\s+|[^\w\s]", line) for line in (before, after))
    for kind, start, end, other_start, other_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Piece("same", "".join(old[start:end]))
            continue
        if start < end:
            yield Piece("gone", "".join(old[start:end]))
        if other_start < other_end:
            yield Piece("new", "".join(new[other_start:other_end]))
