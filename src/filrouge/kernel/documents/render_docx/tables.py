"""Tables of figures and tables to sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell, _Row

from filrouge.kernel.documents import content
from filrouge.kernel.documents.content import plain
from filrouge.kernel.documents.render_docx.xml import TEXT_WIDTH_MM, inline, light, mark, picture, shade
from filrouge.kernel.documents.text import typeset

_ALIGNMENTS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
_LETTER_MM, _PADDING_MM, _LEAST_MM = 2.4, 7, 25  # of a column as wide as its words; of one that shares the rest


def caption(word: Word, text: str) -> None:
    if text:
        word.add_paragraph(typeset(text), style="Caption").paragraph_format.keep_with_next = True


def table(word: Word, block: content.Table) -> None:
    caption(word, block.caption)
    table = _grid(word, [column.label for column in block.columns], _widths(block))
    for row in block.rows:
        cells = _row(table)
        for cell, value, column in zip(cells, row, block.columns, strict=True):
            inline(cell.paragraphs[0], value).alignment = _ALIGNMENTS[column.align]
    for cell, column in zip(table.rows[0].cells, block.columns, strict=True):
        cell.paragraphs[0].alignment = _ALIGNMENTS[column.align]
    if block.total and block.rows:
        for cell in table.rows[-1].cells:
            for run in cell.paragraphs[0].runs:
                run.bold = True
    after = word.add_paragraph().paragraph_format  # two tables that touch would be one
    after.space_after, after.line_spacing = Pt(0), Pt(6)


def _widths(block: content.Table) -> list[float]:
    """In millimetres. A column of width 0 is as wide as its longest cell; the others share what is left."""
    fitted = [
        0.0
        if column.width
        else _PADDING_MM
        + _LETTER_MM * max(len(text) for text in (column.label, *(plain(row[rank]) for row in block.rows)))
        for rank, column in enumerate(block.columns)
    ]
    left, shares = TEXT_WIDTH_MM - sum(fitted), [column.width for column in block.columns]
    if left < _LEAST_MM * sum(share > 0 for share in shares) or not any(shares):
        return [share or 0.6 for share in shares]
    return [fit or left * share / sum(shares) for fit, share in zip(fitted, shares, strict=True)]


def _grid(word: Word, labels: Sequence[str], widths: Sequence[float]) -> WordTable:
    table: WordTable = word.add_table(rows=1, cols=len(labels), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(TEXT_WIDTH_MM * width / sum(widths))
    light(table)
    header = table.rows[0]
    for cell, label in zip(header.cells, labels, strict=True):
        cell.paragraphs[0].add_run(typeset(label)).bold = True
        _close(cell)
        shade(cell, "E4EEED")
    mark(header, "w:tblHeader")
    mark(header, "w:cantSplit")
    return table


def _row(table: Any) -> tuple[_Cell, ...]:
    row: _Row = table.add_row()
    mark(row, "w:cantSplit")
    for cell, model in zip(row.cells, table.columns, strict=True):
        cell.width = model.width
        _close(cell)
    return tuple(row.cells)


def _close(cell: _Cell) -> None:
    spacing = cell.paragraphs[0].paragraph_format
    spacing.space_before = spacing.space_after = Pt(2)


def signatures(word: Word, block: content.SignatureGrid) -> None:
    caption(word, block.caption)
    labels = ["Nom", "Profession ou fonction", "Présence", "Signature"]
    table = _grid(word, labels, [1.25, 1.15, 0.7, 1.5])
    for person in block.people:
        texts = (person.name, person.role, person.presence, person.signed)
        for cell, text in zip(_row(table), texts, strict=True):
            cell.paragraphs[0].add_run(typeset(text))
        if person.drawing:
            picture(cell.paragraphs[0], person.drawing, f"Signature de {person.name}", height=Mm(8))
        table.rows[-1].height = Mm(11)
