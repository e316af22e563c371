"""Tables while they are read: rectangular, their first row a header, no merged cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from filrouge.kernel.documents.content import Block, Paragraph, Span, Table, TableColumn
from filrouge.kernel.documents.richtext.inline import one_line, tidy

WIDEST = 12
Cell: TypeAlias = tuple[Span, ...]


class OpenTable:
    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []
        self.span = 1

    def open_row(self) -> None:
        self.rows.append([])

    def open_cell(self, span: str) -> None:
        self.span = min(int(span), WIDEST) if re.fullmatch(r"[1-9][0-9]{0,3}", span) else 1

    def close_cell(self, text: Cell) -> None:
        if not self.rows:
            self.open_row()
        self.rows[-1] += [text, *[()] * (self.span - 1)]

    def blocks(self) -> list[Block]:
        return table_blocks([row for row in self.rows if row])


def table_blocks(rows: Sequence[Sequence[Cell]]) -> list[Block]:
    """One table; a single row is no table, its cells are paragraphs."""
    width = min(max((len(row) for row in rows), default=0), WIDEST)
    if len(rows) < 2:
        return [Paragraph(cell) for row in rows for cell in row if cell]
    squared = [squared_row(row, width) for row in rows]
    return [Table(tuple(TableColumn(one_line(cell)) for cell in squared[0]), tuple(squared[1:]))]


def squared_row(row: Sequence[Cell], width: int) -> tuple[Cell, ...]:
    """As many cells as there are columns: what is missing is empty, what is too many goes into the last."""
    cells = [*row, *[()] * (width - len(row))]
    rest = [span for cell in cells[width:] for span in (Span("\n"), *cell)]
    return (*cells[: width - 1], tidy([*cells[width - 1], *rest]))
