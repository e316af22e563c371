"""The fishbone as geometry: families around a spine, causes along their ribs. The table beside says it all."""

from __future__ import annotations

from collections.abc import Sequence as Rows
from dataclasses import dataclass

from django.utils.text import Truncator

from filrouge.modules.deciding.models import Sequence
from filrouge.modules.deciding.queries import plan_of
from filrouge.modules.deciding.queries.sequences import Family, Gathered

WIDTH, SPINE, HEAD = 1000, 260, 850
RIB, SLANT, LEVEL = 200, 70, 30  # height of a rib, how far it leans, from one cause to the next
SHOWN, LETTERS = 5, 30
LINE, HEAD_LETTERS = 20, 18


@dataclass(frozen=True, slots=True)
class Twig:
    text: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Rib:
    name: str
    foot: int  # where it meets the spine
    top_x: int
    top_y: int
    name_y: int
    twigs: list[Twig]


@dataclass(frozen=True, slots=True)
class Fishbone:
    effect: list[Twig]
    head_y: int
    head_height: int
    ribs: list[Rib]
    families: list[Family]


def fishbone_of(sequence: Sequence, found: Rows[Gathered]) -> Fishbone | None:
    """The drawing of the first step that asks for one and has gathered something."""
    for one in found:
        if one.step.drawing == "fishbone" and not one.is_empty:
            return _drawn(sequence.title or plan_of(sequence).question, one.families)
    return None


def _drawn(effect: str, families: list[Family]) -> Fishbone:
    columns = (len(families) + 1) // 2
    gap = (HEAD - 60) // columns
    ribs = []
    for rank, family in enumerate(families):
        foot = 60 + gap * (rank // 2 + 1) - 20
        ribs.append(_rib(family, foot, upwards=rank % 2 == 0))
    lines = _lines(Truncator(effect).chars(80).split())
    height = LINE * len(lines) + 30
    top = SPINE - height // 2
    words = [Twig(text, 0, top + 15 + LINE * rank + LINE * 3 // 4) for rank, text in enumerate(lines)]
    return Fishbone(words, top, height, ribs, families)


def _rib(family: Family, foot: int, *, upwards: bool) -> Rib:
    side = -1 if upwards else 1
    texts = [line.text for line in family.lines]
    shown = texts if len(texts) <= SHOWN else [*texts[: SHOWN - 1], f"et {len(texts) - SHOWN + 1} autres"]
    twigs = []
    for rank, text in enumerate(shown):
        depth = 40 + LEVEL * rank
        x = foot - SLANT * depth // RIB
        twigs.append(Twig(Truncator(text).chars(LETTERS), x - 8, SPINE + side * depth))
    top_y = SPINE + side * RIB
    return Rib(family.name, foot, foot - SLANT, top_y, top_y + (-10 if upwards else 22), twigs)


def _lines(words: list[str]) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + len(word) < HEAD_LETTERS:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
