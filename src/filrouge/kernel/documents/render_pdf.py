"""PDF by Typst: PDF/A-2a (archives) and PDF/UA-1 (accessible) at once. Typst refuses to write a file that
breaks either.

User text travels as JSON data in `sys_inputs` and never becomes Typst source: nothing to escape, nothing to
inject.
No network, no system font, no file outside the template's folder.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import typst

from filrouge.kernel.documents import content
from filrouge.kernel.documents.content import Block, Document, Inline, Letterhead
from filrouge.kernel.documents.render_chart import drawing_of
from filrouge.kernel.documents.text import typeset
from filrouge.ui.typography import date_long

_FOLDER = Path(__file__).parent / "typst"
_STANDARDS: list[Any] = ["a-2a", "ua-1"]

# A row or a frame stays on one page unless it is so long that it might be taller than the page, and cut.
_LONGEST_UNBROKEN = 1200

# Signs that none of the fonts shipped with Typst can draw, as its diagnostic names them: « the text `"😀"`
# could… ».
_UNKNOWN_SIGN = re.compile(r'the text `"(.+?)"` could not be displayed|codepoint `"(.+?)"`')
_REPLACEMENT = "□"

_lock = threading.Lock()


class DocumentError(Exception):
    """Typst refused the document; the message is Typst's, in English, for the log."""


def render_pdf(document: Document) -> bytes:
    """Same document, same bytes. Signs without a glyph (emoji, Chinese…) are printed as « □ ».

    About 5 ms for a short document, 60 ms for six new pages; the first call of a process adds 0.1 s.
    Raises DocumentError when Typst refuses, which is a bug of the template.
    """
    pdf = _rendered(document, lambda data: _compile(data, format="pdf", pdf_standards=_STANDARDS))
    assert isinstance(pdf, bytes)  # one file, whatever the number of pages
    return pdf


def render_pictures(document: Document, *, ppi: int = 150) -> list[bytes]:
    """The pages as PNG pictures, as a scanner would give them."""
    pages = _rendered(document, lambda data: _compile(data, format="png", ppi=float(ppi)))
    return pages if isinstance(pages, list) else [pages]


def page_count(document: Document) -> int:
    """How many pages the PDF has."""
    return len(render_pictures(document, ppi=6))


def chart_picture(chart: content.Drawn, accent: str, *, ppi: int = 200) -> bytes:
    """The drawing alone as a PNG picture, 16.6 cm wide, for formats that draw nothing themselves."""
    data = {**drawing_of(chart), "accent": content.readable(accent)}
    made = _readable(data, lambda text: _compile(text, "picture.typ", format="png", ppi=float(ppi)))
    return made if isinstance(made, bytes) else made[0]


def _rendered(document: Document, compile_data: Callable[[str], bytes | list[bytes]]) -> bytes | list[bytes]:
    return _readable(_document(document), compile_data)


def _readable(found: dict[str, Any], compile_data: Callable[[str], bytes | list[bytes]]) -> bytes | list[bytes]:
    data = json.dumps(found, ensure_ascii=False)
    for _attempt in range(3):
        try:
            return compile_data(data)
        except typst.TypstError as error:
            unknown = _unknown_signs(f"{error.message}\n{error.diagnostic}")
            if not unknown:
                raise DocumentError(error.message) from error
            data = data.translate(dict.fromkeys(unknown, _REPLACEMENT))
    raise DocumentError("signs without a glyph remain after three attempts")


def _compile(data: str, template: str = "document.typ", **output: Any) -> bytes | list[bytes]:
    # One compiler per process keeps the fonts and the parsed template; it is not made for two threads at
    # once.
    with _lock:
        made = _compiler(template).compile(sys_inputs={"data": data}, **output)
    if made is None:
        raise DocumentError("nothing came out")
    return made


@cache
def _compiler(template: str) -> typst.Compiler:
    return typst.Compiler(_FOLDER / template, root=_FOLDER, ignore_system_fonts=True)


def _unknown_signs(diagnostic: str) -> set[int]:
    signs: set[int] = set()
    for first, second in _UNKNOWN_SIGN.findall(diagnostic):
        # Typst writes invisible signs as \u{200d}.
        shown = re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match[1], 16)), first or second)
        signs |= {ord(sign) for sign in shown if ord(sign) > 127}
    return signs


def _document(document: Document) -> dict[str, Any]:
    return {
        "title": typeset(document.title),
        "subtitle": typeset(document.subtitle),
        "reference": typeset(document.reference),
        "language": document.language,
        "long_date": date_long(document.date),
        "year": document.date.year,
        "month": document.date.month,
        "day": document.date.day,
        "letterhead": _letterhead(document.letterhead),
        "code": _code(document.code) if document.code else None,
        "poster": document.is_poster,
        "blocks": [_block(block) for block in content.closed_levels(document.blocks)],
    }


def _letterhead(letterhead: Letterhead) -> dict[str, Any]:
    return {
        "name": typeset(letterhead.name),
        "lines": [typeset(line) for line in letterhead.lines],
        "accent": content.readable(letterhead.accent),
        "logo": list(letterhead.logo_png) if letterhead.logo_png else None,
        "footer": typeset(letterhead.footer),
    }


def _code(code: content.PageCode) -> dict[str, Any]:
    return {"png": list(code.png), "text": typeset(code.text)}


def _inline(inline: Inline) -> list[dict[str, Any]]:
    return [
        {
            "lines": typeset(span.text).split("\n"),
            "bold": span.bold,
            "italic": span.italic,
            "link": content.safe_link(span.link),
        }
        for span in content.spans_of(inline)
    ]


def _block(block: Block) -> dict[str, Any]:
    kind = type(block)
    return {"kind": kind.__name__, **_ENCODERS[kind](block)}


def _column(column: content.TableColumn) -> dict[str, Any]:
    return {"label": typeset(column.label), "width": column.width, "align": column.align}


def _table(table: content.Table) -> dict[str, Any]:
    return {
        "columns": [_column(column) for column in table.columns],
        "rows": [
            {
                "cells": [_inline(cell) for cell in row],
                "breakable": max(len(content.plain(cell)) for cell in row) > _LONGEST_UNBROKEN,
            }
            for row in table.rows
        ],
        "caption": typeset(table.caption),
        "total": table.total,
        "height": table.row_mm,
        "large": table.is_large,
    }


def _signatures(grid: content.SignatureGrid) -> dict[str, Any]:
    fields = ("name", "role", "presence", "signed")
    people = [
        {
            **{field: typeset(getattr(each, field)) for field in fields},
            "drawing": list(each.drawing) if each.drawing else None,
        }
        for each in grid.people
    ]
    return {"people": people, "caption": typeset(grid.caption)}


def _items(items: Sequence[Inline | content.ListItem]) -> list[Any]:
    return [
        {"text": _inline(item.text), "below": [_block(below) for below in item.below]}
        for item in map(content.item_of, items)
    ]


_ENCODERS: dict[type, Callable[[Any], dict[str, Any]]] = {
    content.Heading: lambda block: {"text": typeset(block.text), "level": block.level},
    content.Paragraph: lambda block: {"text": _inline(block.text), "style": block.style},
    content.BulletList: lambda block: {"items": _items(block.items)},
    content.NumberedList: lambda block: {"items": _items(block.items), "start": block.start},
    content.Table: _table,
    content.KeyValues: lambda block: {
        "pairs": [[typeset(key), _inline(value)] for key, value in block.pairs],
    },
    content.Callout: lambda block: {
        "text": _inline(block.text),
        "label": typeset(block.label),
        "tone": block.tone,
        "breakable": len(content.plain(block.text)) > _LONGEST_UNBROKEN,
    },
    content.SignatureGrid: _signatures,
    content.Image: lambda block: {
        "png": list(block.png),
        "alt": typeset(block.alt),
        "width": block.width_mm,
        "caption": typeset(block.caption),
    },
    content.Chart: lambda block: drawing_of(block.chart),
    content.Contents: lambda block: {"title": typeset(block.title)},
    content.Spacer: lambda block: {"height": block.millimetres},
    content.PageBreak: lambda block: {},
}
