"""Blocks written as HTML, in one form only, and as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from filrouge.kernel.documents.content import (
    Block,
    BulletList,
    Heading,
    Inline,
    ListItem,
    NumberedList,
    Paragraph,
    Span,
    Table,
    item_of,
    plain,
    spans_of,
)


def html_of(blocks: Sequence[Block]) -> str:
    return "".join(_block(block) for block in blocks)


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        tag = "h3" if block.level < 3 else "h4"
        return f"<{tag}>{escape(block.text, quote=False)}</{tag}>"
    if isinstance(block, Paragraph):
        return f"<p>{_inline(block.text)}</p>"
    if isinstance(block, BulletList | NumberedList):
        return _list(block)
    if isinstance(block, Table):
        return _table(block)
    raise TypeError(f"{type(block).__name__} is not rich text")


def _list(block: BulletList | NumberedList) -> str:
    items = "".join(_item(item_of(item)) for item in block.items)
    if isinstance(block, BulletList):
        return f"<ul>{items}</ul>"
    start = f' start="{block.start}"' if block.start != 1 else ""
    return f"<ol{start}>{items}</ol>"


def _item(item: ListItem) -> str:
    return f"<li>{_inline(item.text)}{''.join(map(_list, item.below))}</li>"


def _table(block: Table) -> str:
    head = "".join(f'<th scope="col">{escape(column.label, quote=False)}</th>' for column in block.columns)
    rows = "".join(f"<tr>{''.join(f'<td>{_inline(cell)}</td>' for cell in row)}</tr>" for row in block.rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _inline(inline: Inline) -> str:
    return "".join(map(_span, spans_of(inline)))


def _span(span: Span) -> str:
    html = escape(span.text, quote=False).replace("\n", "<br>")
    if span.italic:
        html = f"<em>{html}</em>"
    if span.bold:
        html = f"<strong>{html}</strong>"
    return f'<a href="{escape(span.link)}">{html}</a>' if span.link else html


def plain_of(blocks: Sequence[Block], *, addresses: bool = False) -> str:
    """The words alone, one block a line: what is searched, and, with the addresses of links, read for identities."""
    return "\n".join(line for block in blocks for line in _lines(block, addresses))


def _lines(block: Block, addresses: bool) -> Iterator[str]:
    if isinstance(block, Heading):
        yield block.text
    elif isinstance(block, Paragraph):
        yield _words(block.text, addresses)
    elif isinstance(block, BulletList | NumberedList):
        for item in map(item_of, block.items):
            yield f"- {_words(item.text, addresses)}"
            for below in item.below:
                yield from (f"  {line}" for line in _lines(below, addresses))
    elif isinstance(block, Table):
        yield "\t".join(column.label for column in block.columns)
        for row in block.rows:
            yield "\t".join(_words(cell, addresses) for cell in row)


def _words(inline: Inline, addresses: bool) -> str:
    if not addresses:
        return plain(inline)
    return "".join(f"{span.text} ({span.link})" if span.link else span.text for span in spans_of(inline))
