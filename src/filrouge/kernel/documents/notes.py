"""Minutes are typed as plain text: blank lines between paragraphs, lines beginning with « - » for a list."""

import re
from collections.abc import Sequence

from filrouge.kernel.documents.content import Block, BulletList, NumberedList, Paragraph
from filrouge.kernel.documents.text import clean

_BULLET = re.compile(r"[ \t]{0,8}[-*•–][ \t]+(\S.*)")
_NUMBER = re.compile(r"[ \t]{0,8}([0-9]{1,3})[.)][ \t]+(\S.*)")


def blocks_from_text(text: str) -> list[Block]:
    """Paragraphs, bullet lists (`- `, `* `, `• `) and numbered lists (`1. `, `1) `); a single line end is a
    line break.

    A line that follows an item without a blank line belongs to the item.
    """
    blocks: list[Block] = []
    for chunk in re.split(r"\n[ \t]*\n", clean(text)):
        blocks += _blocks_of_chunk([line.rstrip() for line in chunk.split("\n") if line.strip()])
    return _joined(blocks)


def _blocks_of_chunk(lines: Sequence[str]) -> list[Block]:
    groups: list[tuple[str, int, list[str]]] = []
    for line in lines:
        kind, number, content = _read(line)
        if groups and kind == "text":
            groups[-1][2][-1] += "\n" + content
        elif groups and groups[-1][0] == kind:
            groups[-1][2].append(content)
        else:
            groups.append((kind, number, [content]))
    return [_block(*group) for group in groups]


def _read(line: str) -> tuple[str, int, str]:
    if match := _BULLET.fullmatch(line):
        return "bullets", 1, match[1]
    if match := _NUMBER.fullmatch(line):
        return "numbers", int(match[1]), match[2]
    return "text", 1, line.strip()


def _block(kind: str, number: int, texts: list[str]) -> Block:
    if kind == "bullets":
        return BulletList(tuple(texts))
    if kind == "numbers":
        return NumberedList(tuple(texts), start=number)
    return Paragraph(texts[0])


def _joined(blocks: list[Block]) -> list[Block]:
    """Items typed with blank lines between them are still one list."""
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
            result[-1] = NumberedList((*last.items, *block.items), start=last.start)
        else:
            result.append(block)
    return result
