"""Two texts written from the same one, made into one by blocks: paragraphs, titles, items of lists, rows of tables.

What only one of the two changed is taken from there. What both added at the same place is kept, one after the other.
What both changed is a clash: it is shown to the writer, who chooses; until then nothing is kept and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeAlias

from filrouge.kernel.documents.content import (
    Block,
    BulletList,
    Heading,
    ListItem,
    NumberedList,
    Paragraph,
    Span,
    Table,
    TableColumn,
    item_of,
)
from filrouge.kernel.documents.richtext.lists import joined
from filrouge.kernel.documents.richtext.read import blocks_of, clean
from filrouge.kernel.documents.richtext.tables import squared_row
from filrouge.kernel.documents.richtext.write import html_of

ALIKE = 0.5  # under this likeness, a paragraph is another one
MANY = 900  # beyond as many comparisons, in order


@dataclass(frozen=True, slots=True)
class _Item:
    item: ListItem
    numbered: bool
    start: int = 0  # of a list that begins here, when it is not simply 1


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[tuple[Span, ...], ...]
    first: bool = False


_Unit: TypeAlias = Heading | Paragraph | _Item | _Row


@dataclass(frozen=True, slots=True)
class Clash:
    """The same passage, changed on both sides, as HTML."""

    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Merge:
    """``both`` holds every word of either side; where they clash, ``mine`` and ``theirs`` hold one side only."""

    both: str
    mine: str
    theirs: str
    clashes: tuple[Clash, ...]


def merge(base: str | None, mine: str, theirs: str) -> Merge:
    """Without ``base`` nobody can tell who changed what: two different texts are one clash."""
    if base is None:
        return Merge(f"{theirs}{mine}", mine, theirs, (Clash(mine, theirs),) if mine != theirs else ())
    before = _units(base)
    merging = _Merging()
    for old, left, right, left_new, right_new in _aligned(before, _units(mine), _units(theirs)):
        merging.add(_union(right_new, left_new))
        if old is None:
            break
        if left == right or right == old:
            merging.add(left)
        elif left == old:
            merging.add(right)
        else:
            merging.clash(left, right)
    return merging.done()


class _Merging:
    def __init__(self) -> None:
        self.both: list[_Unit] = []
        self.mine: list[_Unit] = []
        self.theirs: list[_Unit] = []
        self.clashing: list[tuple[list[_Unit], list[_Unit]]] = []
        self.in_clash = False

    def add(self, units: Sequence[_Unit]) -> None:
        for text in (self.both, self.mine, self.theirs):
            text += units
        self.in_clash = self.in_clash and not units

    def clash(self, left: Sequence[_Unit], right: Sequence[_Unit]) -> None:
        if not self.in_clash:
            self.clashing.append(([], []))
        self.in_clash = True
        for text, units in zip((self.mine, self.theirs, *self.clashing[-1]), (left, right) * 2, strict=True):
            text += units
        self.both += [*right, *left]

    def done(self) -> Merge:
        clashes = tuple(Clash(_html(left), _html(right)) for left, right in self.clashing)
        return Merge(_html(self.both), _html(self.mine), _html(self.theirs), clashes)


def _aligned(
    before: Sequence[_Unit], mine: Sequence[_Unit], theirs: Sequence[_Unit]
) -> Iterator[tuple[list[_Unit] | None, list[_Unit], list[_Unit], list[_Unit], list[_Unit]]]:
    """Each old unit with what became of it on both sides (nothing when deleted) and what each side put before it. The
    last has no old unit: what was put at the end."""
    left_kept, left_new = _fate(before, mine)
    right_kept, right_new = _fate(before, theirs)
    for rank, unit in enumerate(before):
        yield [unit], left_kept[rank], right_kept[rank], left_new[rank], right_new[rank]
    yield None, [], [], left_new[-1], right_new[-1]


def _fate(before: Sequence[_Unit], after: Sequence[_Unit]) -> tuple[list[list[_Unit]], list[list[_Unit]]]:
    kept: list[list[_Unit]] = [[] for _unit in before]
    new: list[list[_Unit]] = [[] for _gap in range(len(before) + 1)]
    for _kind, start, end, other_start, other_end in _matcher(before, after).get_opcodes():
        at = start
        for old, unit in _pairs(range(start, end), before, after[other_start:other_end]):
            if old is None:
                new[at].append(unit)
            else:
                kept[old], at = [unit], old + 1
    return kept, new


def _pairs(old: range, before: Sequence[_Unit], after: Sequence[_Unit]) -> Iterator[tuple[int | None, _Unit]]:
    """Which old unit each new one comes from: one for one when as many, else the most alike, in order."""
    left = list(old)
    many = len(left) * len(after) > MANY
    for rank, unit in enumerate(after):
        if len(left) == len(after) - rank or (many and left):
            yield left.pop(0), unit
            continue
        found = max(left, key=lambda index: _likeness(before[index], unit), default=None)
        if found is None or (len(left) < len(after) - rank and _likeness(before[found], unit) < ALIKE):
            yield None, unit
            continue
        del left[: left.index(found) + 1]
        yield found, unit


def _likeness(one: _Unit, other: _Unit) -> float:
    return SequenceMatcher(None, _html([one])[:400], _html([other])[:400], autojunk=False).ratio()


def _matcher(left: Sequence[_Unit], right: Sequence[_Unit]) -> SequenceMatcher[_Unit]:
    return SequenceMatcher(None, left, right, autojunk=False)


def _union(first: Sequence[_Unit], then: Sequence[_Unit]) -> list[_Unit]:
    """Both, what is the same only once."""
    result: list[_Unit] = []
    for kind, start, end, other_start, other_end in _matcher(first, then).get_opcodes():
        result += first[start:end]
        result += then[other_start:other_end] if kind != "equal" else []
    return result


def _units(html: str) -> list[_Unit]:
    return [unit for block in _with_ends(blocks_of(html)) for unit in block]


def _with_ends(blocks: Sequence[Block]) -> Iterator[list[_Unit]]:
    before: Block | None = None
    for block in blocks:
        if isinstance(block, Table):
            head = tuple((Span(column.label),) if column.label else () for column in block.columns)
            yield [_Row(head, first=True), *(_Row(tuple(map(tuple, row))) for row in block.rows)]  # type: ignore[arg-type]
        elif isinstance(block, BulletList | NumberedList):
            yield _item_units(block, after_list=isinstance(before, type(block)))
        elif isinstance(block, Heading | Paragraph):
            yield [block]
        before = block


def _item_units(block: BulletList | NumberedList, *, after_list: bool) -> list[_Unit]:
    numbered = isinstance(block, NumberedList)
    start = block.start if isinstance(block, NumberedList) and (after_list or block.start != 1) else 0
    first, *others = map(item_of, block.items)
    return [_Item(first, numbered, start), *(_Item(item, numbered) for item in others)]


def _html(units: Sequence[_Unit]) -> str:
    """Neighbours that belong together are one list or one table again."""
    blocks: list[Block] = []
    for unit in units:
        last = blocks[-1] if blocks else None
        if isinstance(unit, _Item):
            _add_item(blocks, last, unit)
        elif isinstance(unit, _Row):
            _add_row(blocks, last, unit)
        else:
            blocks.append(unit)
    return clean(html_of(joined(blocks)))  # a table left with one row is no table


def _add_item(blocks: list[Block], last: Block | None, unit: _Item) -> None:
    kind = NumberedList if unit.numbered else BulletList
    if isinstance(last, kind) and not unit.start:
        blocks[-1] = _longer(last, unit.item)
    elif unit.numbered:
        blocks.append(NumberedList((unit.item,), unit.start or 1))
    else:
        blocks.append(BulletList((unit.item,)))


def _longer(block: BulletList | NumberedList, item: ListItem) -> BulletList | NumberedList:
    if isinstance(block, NumberedList):
        return NumberedList((*block.items, item), block.start)
    return BulletList((*block.items, item))


def _add_row(blocks: list[Block], last: Block | None, unit: _Row) -> None:
    if not isinstance(last, Table) or unit.first:
        labels = tuple(TableColumn("".join(span.text for span in cell)) for cell in unit.cells)
        blocks.append(Table(labels, ()))
        return
    width = max(len(last.columns), len(unit.cells))
    columns = (*last.columns, *[TableColumn("")] * (width - len(last.columns)))
    rows = tuple(squared_row(tuple(map(tuple, row)), width) for row in (*last.rows, unit.cells))  # type: ignore[arg-type]
    blocks[-1] = Table(columns, rows)
