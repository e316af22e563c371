"""Lists while they are read."""

from __future__ import annotations

from collections.abc import Sequence

from filrouge.kernel.documents.content import Block, BulletList, ListItem, NumberedList, Span, item_of

DEEPEST = 4


class OpenList:
    def __init__(self, numbered: bool, start: int = 1) -> None:
        self.numbered, self.start = numbered, start
        self.items: list[ListItem] = []
        self.fresh = True  # the next words begin an item

    def add_text(self, text: tuple[Span, ...]) -> None:
        if not text:
            return
        if self.fresh or not self.items:
            self.items.append(ListItem(text))
            self.fresh = False
        else:  # words after a list, still in the same item
            last = self.items.pop()
            self.items.append(ListItem((*_spans(last), Span("\n"), *text), last.below))

    def close_item(self, text: tuple[Span, ...]) -> None:
        self.add_text(text)
        self.fresh = True

    def hold(self, closed: OpenList) -> None:
        """Put a list under the last item. Without an item above it, its own items take its place."""
        if not closed.items:
            return
        if self.items:
            last = self.items.pop()
            self.items.append(ListItem(last.text, together([*last.below, closed.block()])))
        else:
            self.items += closed.items

    def block(self) -> BulletList | NumberedList:
        return NumberedList(tuple(self.items), self.start) if self.numbered else BulletList(tuple(self.items))


def _spans(item: ListItem) -> tuple[Span, ...]:
    return (Span(item.text),) if isinstance(item.text, str) else tuple(item.text)


def together(lists: Sequence[BulletList | NumberedList]) -> tuple[BulletList | NumberedList, ...]:
    """Neighbours of one kind under the same item are one list."""
    result: list[BulletList | NumberedList] = []
    for one in lists:
        items = tuple(map(item_of, one.items))
        last = result[-1] if result else None
        if isinstance(last, BulletList) and isinstance(one, BulletList):
            result[-1] = BulletList((*last.items, *items))
        elif isinstance(last, NumberedList) and isinstance(one, NumberedList):
            result[-1] = NumberedList((*last.items, *items), last.start)
        else:
            result.append(one)
    return tuple(result)


def joined(blocks: Sequence[Block]) -> list[Block]:
    """Two lists in a row that read as one are one: bullets, and numbers that go on."""
    result: list[Block] = []
    for block in blocks:
        last = result[-1] if result else None
        if isinstance(block, BulletList) and isinstance(last, BulletList):
            result[-1] = BulletList((*last.items, *block.items))
        elif (
            isinstance(block, NumberedList)
            and isinstance(last, NumberedList)
            and block.start == last.start + len(last.items)
        ):
            result[-1] = NumberedList((*last.items, *block.items), last.start)
        else:
            result.append(block)
    return result
