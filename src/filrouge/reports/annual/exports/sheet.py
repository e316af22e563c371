"""One sheet of A4, never two."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from filrouge.kernel.documents.content import Block, Document, Inline, Paragraph, Span, Table, TableColumn
from filrouge.kernel.documents.render_pdf import page_count
from filrouge.kernel.tenancy.letterhead import letterhead
from filrouge.kernel.tenancy.models import Organisation
from filrouge.reports.annual.queries import Sheet

TALLEST, ROOM = 11.0, 150.0  # millimetres: a row, all the rows


def sheet_document(organisation: Organisation, sheet: Sheet, day: date) -> Document:
    """Airy when there is little to say; the last lines go until it fits, the words somebody typed stay."""
    row = TALLEST if len(sheet.lines) * TALLEST <= ROOM else 0
    document = _document(organisation, sheet, day, row)
    while page_count(document) > 1 and (row or sheet.lines):
        sheet, row = (sheet, 0) if row else (replace(sheet, lines=sheet.lines[:-1]), 0)
        document = _document(organisation, sheet, day, row)
    return document


def _document(organisation: Organisation, sheet: Sheet, day: date, row: float) -> Document:
    blocks: list[Block] = [Paragraph(sheet.lead, "lead")]
    if sheet.lines:
        compared = any(line.before for line in sheet.lines)
        columns = [TableColumn("Chiffre", 0, "right"), TableColumn(f"En {sheet.year}", 3)]
        rows: list[list[Inline]] = [
            [[Span(line.figure.shown, bold=True)], line.words, *([line.before] if compared else [])]
            for line in sheet.lines
        ]
        blocks.append(Table([*columns, *([TableColumn("Avant", 0)] if compared else [])], rows, row_mm=row))
    blocks += [Paragraph(part) for part in sheet.closing.split("\n") if part.strip()]
    return Document(title=sheet.headline, letterhead=letterhead(organisation), date=day, blocks=blocks)
