r"""Rich text in a plain box, for browsers without scripts: read it, change it, and nothing is lost.

``# Titre``, ``## Sous-titre``, ``- élément`` (two spaces more for each level), ``1. élément``, ``**gras**``,
``*italique*``, ``[texte](adresse)``, ``| cellule | cellule |`` (the first row is the header), ``\`` before a sign that
is only itself. Stars are switches: one for italic, two for bold, three for both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from filrouge.kernel.documents.content import (
    Block,
    BulletList,
    Heading,
    Inline,
    NumberedList,
    Paragraph,
    Span,
    Table,
    item_of,
    spans_of,
)
from filrouge.kernel.documents.richtext.inline import one_line, tidy
from filrouge.kernel.documents.richtext.lists import DEEPEST, OpenList, joined
from filrouge.kernel.documents.richtext.tables import table_blocks

_ITEM = re.compile(r"(?P<indent>\s*)(?:[-*•–]|(?P<number>[0-9]{1,6})[.)])\s+(?P<text>\S.*)")
_HEADING = re.compile(r"(?P<level>#{1,6})\s+(?P<text>\S.*)")
_ROW = re.compile(r"\s*\|(?:(?:\\.|[^\\|])*\|)+\s*")  # its last bar closes a cell: it is not escaped
_RULE = re.compile(r"[\s|:\-]*")
_SIGNS = r"\\*\[\]()|#\-•–."  # a backslash before any other sign is a backslash
_LINK = rf"\]\((?P<link>(?:\\[{_SIGNS}]|[^()\\\s])*)\)"
_TOKEN = re.compile(rf"\\(?P<sign>[{_SIGNS}])|(?P<break>\\n)|(?P<stars>\*{{1,3}})|(?P<open>\[)|{_LINK}")
_ESCAPED, _ESCAPED_IN_LINK, _BEHIND = re.compile(r"[\\*\[\]]"), re.compile(r"[()]"), r"\\\g<0>"
_CELL = re.compile(r"((?:\\.|[^\\|])*)\|")


def to_marked(blocks: Sequence[Block]) -> str:
    return "\n\n".join(_written(block) for block in blocks)


def from_marked(text: str) -> list[Block]:
    """What ``to_marked`` wrote, or what a person typed: blank lines part paragraphs, a line end is a line end."""
    blocks: list[Block] = []
    for chunk in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        for kind, lines in _groups(chunk.split("\n")):
            blocks += _READERS[kind](lines)
    return joined(blocks)


# Writing


def _written(block: Block) -> str:
    if isinstance(block, Heading):
        return f"{'#' if block.level < 3 else '##'} {_inline([Span(block.text)])}"
    if isinstance(block, BulletList | NumberedList):
        return "\n".join(_list_lines(block, ""))
    if isinstance(block, Table):
        return _table_lines(block)
    assert isinstance(block, Paragraph)  # the only other block of rich text
    return "\n".join(map(_line, _inline(block.text).split("\n")))


def _line(text: str) -> str:
    """A sign that would begin a list, a title or a row is only itself."""
    text = re.sub(r"^(?=[-•–]\s|#{1,6}\s|\|)", r"\\", text)
    return re.sub(r"^([0-9]{1,6})(?=[.)]\s)", r"\1\\", text)


def _list_lines(block: BulletList | NumberedList, indent: str) -> Iterator[str]:
    for rank, item in enumerate(map(item_of, block.items)):
        mark = f"{block.start + rank}." if isinstance(block, NumberedList) else "-"
        first, *others = map(_line, _inline(item.text).split("\n"))
        yield f"{indent}{mark} {first}"
        yield from (f"{indent}  {line}" for line in others)
        for below in item.below:
            yield from _list_lines(below, indent + "  ")


def _table_lines(block: Table) -> str:
    rows = [[_cell(column.label) for column in block.columns], ["---"] * len(block.columns)]
    rows += [[_cell(cell) for cell in row] for row in block.rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cell(inline: Inline) -> str:
    return _inline(inline).replace("|", "\\|").replace("\n", "\\n")


def _inline(inline: Inline) -> str:
    written, before = "", Span("")
    for span in [*spans_of(inline), Span("")]:
        moved = span.link != before.link
        written += _stars(before.bold and not span.bold, before.italic and not span.italic)
        written += f"]({_ESCAPED_IN_LINK.sub(_BEHIND, before.link)})" if moved and before.link else ""
        written += "[" if moved and span.link else ""
        written += _stars(span.bold and not before.bold, span.italic and not before.italic)
        written += _ESCAPED.sub(_BEHIND, span.text)
        before = span
    return written


def _stars(bold: bool, italic: bool) -> str:
    return "*" * (2 * bold + italic)


# Reading


def _groups(lines: Sequence[str]) -> list[tuple[str, list[str]]]:
    groups: list[tuple[str, list[str]]] = []
    for line in filter(str.strip, lines):
        kind = _kind(line)
        if groups and (groups[-1][0] == kind != "heading" or (groups[-1][0], kind) == ("list", "text")):
            groups[-1][1].append(line)
        else:
            groups.append((kind, [line]))
    return groups


def _kind(line: str) -> str:
    if _ITEM.fullmatch(line):
        return "list"
    if _HEADING.fullmatch(line.strip()):
        return "heading"
    return "table" if _ROW.fullmatch(line) else "text"


def _heading(lines: list[str]) -> list[Block]:
    match = _HEADING.fullmatch(lines[0].strip())
    assert match is not None  # the group is of headings
    return [Heading(one_line(_spans(match["text"])), 2 if len(match["level"]) == 1 else 3)]


def _paragraph(lines: list[str]) -> list[Block]:
    text = _spans("\n".join(line.strip() for line in lines))
    return [Paragraph(text)] if text else []


def _table(lines: list[str]) -> list[Block]:
    rows = [lines[0], *lines[2:]] if len(lines) > 1 and _RULE.fullmatch(lines[1]) else lines
    return table_blocks([[_spans(cell, cell=True) for cell in _CELL.findall(row.strip()[1:])] for row in rows])


def _list(lines: list[str]) -> list[Block]:
    blocks: list[Block] = []
    stack: list[tuple[int, OpenList]] = []

    def close(down_to: int) -> None:
        while len(stack) > down_to:
            _indent, closed = stack.pop()
            if stack:
                stack[-1][1].hold(closed)
            else:
                blocks.append(closed.block())

    for match, text in _items(lines):
        indent, number = len(match["indent"].expandtabs(4)), match["number"]
        depth = sum(indent > outer for outer, _list in stack)
        close(min(depth + 1, DEEPEST))
        if depth < len(stack) and stack[-1][1].numbered != bool(number):
            close(depth)
        if depth >= len(stack) and depth < DEEPEST:
            stack.append((indent, OpenList(bool(number), int(number or 1))))
        stack[-1][1].close_item(text)
    close(0)
    return blocks


def _items(lines: list[str]) -> Iterator[tuple[re.Match[str], tuple[Span, ...]]]:
    """Each item with its words: those of its line and of the lines after it that begin no other."""
    found: list[tuple[re.Match[str], list[str]]] = []
    for line in lines:
        if match := _ITEM.fullmatch(line):
            found.append((match, [match["text"]]))
        else:
            found[-1][1].append(line.strip())
    return ((match, _spans("\n".join(words))) for match, words in found)


_READERS: dict[str, Callable[[list[str]], list[Block]]] = {
    "heading": _heading,
    "list": _list,
    "table": _table,
    "text": _paragraph,
}


def _spans(text: str, *, cell: bool = False) -> tuple[Span, ...]:
    """Switches left on are no switches: the stars are then only stars."""
    read = _read(text, cell=cell, switches=True)
    return tidy(_read(text, cell=cell, switches=False) or () if read is None else read)


def _read(text: str, *, cell: bool, switches: bool) -> list[Span] | None:
    spans: list[Span] = []
    bold = italic = False
    opened, at = -1, 0
    for match in _TOKEN.finditer(text):
        spans.append(Span(text[at : match.start()], bold, italic))
        at = match.end()
        said = match["sign"] or match[0]
        if match["break"] and cell:
            said = "\n"
        elif match["stars"] and switches and not _alone(text, match):
            bold ^= len(match[0]) > 1
            italic ^= len(match[0]) != 2
            said = ""
        elif match["open"] and opened < 0:
            opened = len(spans)
        elif match["link"] is not None and opened >= 0:
            address = re.sub(rf"\\([{_SIGNS}])", r"\1", match["link"])
            spans[opened:] = [replace(span, link=address) for span in spans[opened + 1 :]]
            opened, said = -1, ""
        spans.append(Span(said, bold, italic))
    return None if bold or italic else [*spans, Span(text[at:])]


def _alone(text: str, stars: re.Match[str]) -> bool:
    """« 5 * 3 »: white space on both sides."""
    around = text[stars.start() - 1 : stars.start()] + text[stars.end() : stars.end() + 1]
    return not around.strip()
